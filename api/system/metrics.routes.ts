import { z } from 'zod';
import type { Metrics } from '#api/http/metrics.ts';
import { route } from '#api/http/route.ts';

/** The figures of this process for Prometheus. */
export const metricsRoutes = ({ metrics }: { metrics: Metrics }) => [
  route({
    operationId: 'getMetrics',
    tags: ['system'],
    summary: 'Show the figures of this process',
    description:
      'All counters, gauges and histograms of this process in the text format of Prometheus. No figure names a person.',
    method: 'get',
    path: '/metrics',
    access: 'public',
    rateClass: 'none',
    idempotency: 'none',
    success: { status: 200, contentType: metrics.registry.contentType, schema: z.string() },
    problems: [],
    handle: () => metrics.registry.metrics(),
  }),
];
