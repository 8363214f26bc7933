import { z } from 'zod';
import { SIDES } from '#domain/lifecycles/transitions.ts';
import { Instant } from './common.ts';
import { TIMELINE_EXAMPLE } from './examples.ts';
import { EventId } from './ids.ts';

/** What happened, oldest first; written in the same transaction as the change it tells of. */
export const Timeline = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: EventId,
        at: Instant,
        aggregate: z.enum(['request', 'offer', 'booking', 'enrollment']),
        aggregateId: z.uuid(),
        type: z.string().meta({ examples: ['offer.submitted'] }),
        from: z.string().nullable(),
        to: z.string().nullable(),
        actor: z.enum(SIDES),
        note: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Timeline', examples: [TIMELINE_EXAMPLE] });
