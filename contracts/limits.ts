import { z } from 'zod';
import { QUOTA_NAMES } from '#domain/quotas.ts';
import { Instant } from './common.ts';

export const LIMITS_EXAMPLE = {
  items: [
    {
      quota: 'open_requests' as const,
      description: 'open service requests',
      window: 'now' as const,
      limit: 20,
      used: 2,
      frees: 'when one of them is booked, cancelled or expires',
      freesAt: null,
    },
  ],
};

/** What the caller may have and cause, and how much of it is used. */
export const Limits = z
  .strictObject({
    items: z.array(
      z.strictObject({
        quota: z.enum(QUOTA_NAMES),
        description: z.string().meta({ description: 'What is counted, in words.' }),
        window: z.enum(['now', 'day']).meta({ description: '`now`: at a time. `day`: in any 24 hours.' }),
        limit: z.int(),
        used: z.int().nullable().meta({ description: 'Null for what is counted by request.' }),
        frees: z.string().meta({ description: 'When there is room again, in words.' }),
        freesAt: Instant.nullable().meta({ description: 'When a clock makes room; null while there is room.' }),
      }),
    ),
  })
  .meta({ id: 'Limits', examples: [LIMITS_EXAMPLE] });
