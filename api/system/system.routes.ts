import type { Metrics } from '#api/http/metrics.ts';
import type { Readiness } from '#api/http/readiness.ts';
import type { Route } from '#api/http/route.ts';
import { docsRoutes } from './docs.routes.ts';
import { documentOf } from './document.ts';
import { healthRoutes } from './health.routes.ts';
import { metricsRoutes } from './metrics.routes.ts';
import { problemRoutes } from './problems.routes.ts';

/** What the routes of the system show. */
export interface SystemDeps {
  /** The routes of the slices, for the document. */
  readonly routes: readonly Route[];
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly metricsEnabled: boolean;
}

/** Health, figures and documentation: what every installation has besides its slices. */
export function systemRoutes({ routes, readiness, metrics, metricsEnabled }: SystemDeps): Route[] {
  const system: Route[] = [
    ...healthRoutes({ readiness }),
    ...(metricsEnabled ? metricsRoutes({ metrics }) : []),
    ...problemRoutes(),
    ...docsRoutes({ document: () => documentOf([...routes, ...system]) }),
  ];
  return system;
}
