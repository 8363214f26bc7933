import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { documentRoutes } from '#api/document-routes.ts';
import { openApiYaml } from '#api/openapi-yaml.ts';

const FILE = path.join(import.meta.dirname, '..', 'openapi.yaml');

writeFileSync(FILE, openApiYaml(documentRoutes()));
process.stdout.write(`${path.basename(FILE)} says what the code says\n`);
