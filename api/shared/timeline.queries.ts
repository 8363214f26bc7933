import type { z } from 'zod';
import { toInstant } from '#contracts/common.ts';
import type { Timeline } from '#contracts/timeline.ts';
import type { SqlReader } from '#db/transaction.ts';

type Item = z.input<typeof Timeline>['items'][number];

/** Which events belong to a timeline. */
const CONCERNS = {
  request: 'request_id',
  booking: 'booking_id',
  enrollment: `aggregate = 'enrollment' and aggregate_id`,
} as const;

/** Everything that happened to a request and its offers, to a booking or to an enrollment, in the order in which it was written. */
export async function readTimeline(
  { em }: SqlReader,
  { of, id }: { of: keyof typeof CONCERNS; id: string },
): Promise<z.input<typeof Timeline>> {
  const items: Item[] = await em.execute(
    `select id, occurred_at as at, aggregate, aggregate_id as "aggregateId", type, from_status as "from",
            to_status as "to", side as actor, note
       from events where ${CONCERNS[of]} = ? order by position`,
    [id],
  );
  return { items: items.map((item) => ({ ...item, at: toInstant(new Date(item.at)) })) };
}
