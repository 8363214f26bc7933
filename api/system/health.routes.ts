import { z } from 'zod';
import type { Readiness } from '#api/http/readiness.ts';
import { reply, route } from '#api/http/route.ts';

const Health = z
  .strictObject({ status: z.literal('ok') })
  .meta({ id: 'Health', description: 'The process answers.', examples: [{ status: 'ok' }] });

const Dependency = z
  .strictObject({
    state: z.enum(['up', 'down']),
    required: z.boolean().meta({ description: 'Whether the API cannot serve without it.' }),
    latencyMs: z.number().meta({ description: 'How long it took to find out.' }),
    note: z.string().optional().meta({ description: 'In which way it serves.' }),
  })
  .meta({ id: 'Dependency', description: 'How one dependency stands.' });

const ReadinessReport = z
  .strictObject({
    status: z.enum(['ready', 'degraded', 'unavailable', 'stopping']).meta({
      description:
        '`degraded`: something optional is down. `unavailable`: something required is. `stopping`: no more requests, please.',
    }),
    dependencies: z.record(z.string(), Dependency),
  })
  .meta({
    id: 'Readiness',
    description: 'Whether this process should get requests, and how each dependency stands.',
    examples: [{ status: 'ready', dependencies: { postgres: { state: 'up', required: true, latencyMs: 1.2 } } }],
  });

/** Whether the process lives, and whether it should get requests. */
export const healthRoutes = ({ readiness }: { readiness: Readiness }) => [
  route({
    operationId: 'getHealth',
    tags: ['system'],
    summary: 'Tell whether the process lives',
    description: 'Answers as long as the process can answer at all; it looks at no dependency.',
    method: 'get',
    path: '/health',
    access: 'public',
    rateClass: 'none',
    idempotency: 'none',
    success: { status: 200, schema: Health },
    problems: [],
    handle: () => ({ status: 'ok' as const }),
  }),
  route({
    operationId: 'getReadiness',
    tags: ['system'],
    summary: 'Tell whether the process should get requests',
    description:
      'Asks every dependency, at most once a second, and answers 503 when a required one is down or the process is about to stop.',
    method: 'get',
    path: '/ready',
    access: 'public',
    rateClass: 'none',
    idempotency: 'none',
    success: {
      status: 200,
      description: 'It should: everything required is up.',
      schema: ReadinessReport,
      otherStatuses: { 503: 'It should not: something required is down, or the process is stopping.' },
    },
    problems: [],
    async handle() {
      const report = await readiness.report();
      const serves = report.status === 'ready' || report.status === 'degraded';
      return reply({ ...report, dependencies: { ...report.dependencies } }, { status: serves ? 200 : 503 });
    },
  }),
];
