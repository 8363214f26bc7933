import { z } from 'zod';
import { toPage, type Cursors, type Page } from '#api/http/pagination.ts';
import { toInstant } from '#contracts/common.ts';
import type { TimelineEvent } from '#contracts/timeline.ts';
import type { SqlReader } from '#db/transaction.ts';

type Item = z.input<typeof TimelineEvent>;
interface Row extends Item {
  /** The order in which facts were written. */
  position: number;
}

/** Where a timeline stands: behind the event with this number. */
export const TimelinePosition = z.strictObject({ position: z.int().nonnegative() });
export type TimelinePosition = z.infer<typeof TimelinePosition>;

/** Which events belong to a timeline. */
const CONCERNS = {
  request: (events: string) => `${events}.request_id = :id`,
  booking: (events: string) => `${events}.booking_id = :id`,
  enrollment: (events: string) => `${events}.aggregate = 'enrollment' and ${events}.aggregate_id = :id`,
} as const;

/** What happens again and again without anything in between is told once, with how often; the last one stands for all. */
const COLLAPSED = "'request.edited'";

interface TimelineOf {
  of: keyof typeof CONCERNS;
  id: string;
  limit: number;
  cursor?: string | undefined;
}

/** One page of what happened to a request and its offers, to a booking or to an enrollment, in the order in which it was written. */
export async function readTimeline(
  { em }: SqlReader,
  cursors: Cursors<TimelinePosition>,
  { of, id, limit, cursor }: TimelineOf,
): Promise<Page<Item>> {
  const { position: after } = cursors.open(cursor) ?? { position: 0 };
  const values = { id, after, limit: limit + 1 };
  const rows: Row[] = await em.execute(timelineSql(CONCERNS[of]), values as never);
  return toPage(rows, limit, cursors, ({ position }) => ({ position }), toItem);
}

function toItem({ position: _position, at, ...item }: Row): Item {
  return { ...item, at: toInstant(new Date(at)) };
}

/** Neighbours are found by the index that the timeline is read by, so a page costs what it shows. */
function timelineSql(concerns: (events: string) => string): string {
  const next = `(select n.type from events n where ${concerns('n')} and n.position > e.position order by n.position limit 1)`;
  const before = `(select max(b.position) from events b
     where ${concerns('b')} and b.position < e.position and b.type <> ${COLLAPSED})`;
  const repeated = `(select count(*)::int from events n
     where ${concerns('n')} and n.position <= e.position and n.position > coalesce(${before}, 0))`;
  return `
    select e.id, e.position::float8 as position, e.occurred_at as at, e.aggregate, e.aggregate_id as "aggregateId", e.type,
      e.from_status as "from", e.to_status as "to", e.side as actor, e.note,
      case when e.type = ${COLLAPSED} then ${repeated} else 1 end as repeated
    from events e
    where ${concerns('e')} and e.position > :after and not (e.type = ${COLLAPSED} and coalesce(${next}, '') = ${COLLAPSED})
    order by e.position limit :limit`;
}
