import { stringify } from 'yaml';
import { silentLogger } from '#platform/logger.ts';
import { createMetrics } from './http/metrics.ts';
import { createReadiness } from './http/readiness.ts';
import type { Route } from './http/route.ts';
import { documentOf } from './system/document.ts';
import { systemRoutes } from './system/system.routes.ts';

/** The text of the committed `openapi.yaml` for the routes of the slices. */
export function openApiYaml(routes: readonly Route[]): string {
  const readiness = createReadiness({ checks: [], log: silentLogger });
  const system = systemRoutes({ routes, readiness, metrics: createMetrics(), metricsEnabled: true });
  const text = stringify(documentOf([...routes, ...system]), {
    lineWidth: 0,
    aliasDuplicateObjects: false,
    compat: 'yaml-1.1',
  });
  return `# Made from the code by \`npm run openapi\`; do not edit.\n${text}`;
}
