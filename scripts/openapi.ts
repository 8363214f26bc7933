import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openApiYaml } from '#api/openapi-yaml.ts';
import { allRoutes } from '#api/routes.ts';

const FILE = path.join(import.meta.dirname, '..', 'openapi.yaml');

writeFileSync(FILE, openApiYaml(allRoutes()));
process.stdout.write(`${path.basename(FILE)} says what the code says\n`);
