import { z } from 'zod';
import { fixedReply } from '#api/http/fixed-reply.ts';
import type { Metrics } from '#api/http/metrics.ts';
import { route } from '#api/http/route.ts';
import { collectedAtMost } from '#platform/collected.ts';

/** The metrics of this process for Prometheus. */
export const metricsRoutes = ({ metrics }: { metrics: Metrics }) => [
  route({
    operationId: 'getMetrics',
    tags: ['system'],
    summary: 'Export the metrics of this process',
    description:
      'All counters, gauges and histograms of this process in the text format of Prometheus, collected at most once a second. No metric names a person.',
    method: 'get',
    path: '/metrics',
    access: 'public',
    rateClass: 'documents',
    idempotency: 'none',
    success: { status: 200, contentType: metrics.registry.contentType, schema: z.string() },
    problems: [],
    handle: collectedAtMost(metrics.maxAgeMs, async () => fixedReply(await metrics.registry.metrics())),
  }),
];
