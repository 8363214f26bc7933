import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { clientTypes } from '#api/client-types.ts';
import { documentRoutes } from '#api/document-routes.ts';
import { openApiYaml, wholeDocument } from '#api/openapi-yaml.ts';
import { PROJECT_DIR } from '#platform/config.ts';

const routes = documentRoutes();
const files = { 'openapi.yaml': openApiYaml(routes), 'web/api/schema.ts': clientTypes(wholeDocument(routes)) };

for (const [file, text] of Object.entries(files)) {
  writeFileSync(path.join(PROJECT_DIR, file), text);
  process.stdout.write(`${file} says what the code says\n`);
}
