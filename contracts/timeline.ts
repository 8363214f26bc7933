import { z } from 'zod';
import { SIDES } from '#domain/lifecycles/transitions.ts';
import { Instant } from './common.ts';
import { TIMELINE_EVENT_EXAMPLE } from './examples.ts';
import { EventId } from './ids.ts';
import { pageOf } from './page.ts';

/** One thing that happened; written in the same transaction as the change it tells of. */
export const TimelineEvent = z
  .strictObject({
    id: EventId,
    at: Instant,
    aggregate: z.enum(['request', 'offer', 'booking', 'enrollment']),
    aggregateId: z.uuid(),
    type: z.string().meta({ examples: ['offer.submitted'] }),
    from: z.string().nullable(),
    to: z.string().nullable(),
    actor: z.enum(SIDES),
    note: z.string().nullable(),
    repeated: z.int().positive().meta({
      description: 'How many of the same in a row it stands for: changes of a request without anything in between.',
    }),
  })
  .meta({ id: 'TimelineEvent', examples: [TIMELINE_EVENT_EXAMPLE] });

/** What happened, oldest first, one page of it. */
export const Timeline = pageOf(TimelineEvent, 'Timeline');
