import type { OpenAPIObject } from 'openapi3-ts/oas31';
import { stringify } from 'yaml';
import { silentLogger } from '#platform/logger.ts';
import { createMetrics } from './http/metrics.ts';
import { createReadiness } from './http/readiness.ts';
import type { Route } from './http/route.ts';
import { documentOf } from './system/document.ts';
import { systemRoutes } from './system/system.routes.ts';

/** The document of the routes of the slices and of those that every installation has. */
export function wholeDocument(routes: readonly Route[]): OpenAPIObject {
  const readiness = createReadiness({ checks: [], log: silentLogger });
  const system = systemRoutes({ routes, readiness, metrics: createMetrics(), metricsEnabled: true });
  return documentOf([...routes, ...system]);
}

/** The text of the committed `openapi.yaml` for the routes of the slices. */
export function openApiYaml(routes: readonly Route[]): string {
  const text = stringify(wholeDocument(routes), {
    lineWidth: 0,
    aliasDuplicateObjects: false,
    compat: 'yaml-1.1',
  });
  return `# Made from the code by \`npm run openapi\`; do not edit.\n${text}`;
}
