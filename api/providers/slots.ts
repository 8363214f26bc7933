import type { z } from 'zod';
import { Problem } from '#api/http/problem.ts';
import { toInstant } from '#contracts/common.ts';
import type { FieldError } from '#contracts/problem.ts';
import type { Slots, SlotsQuery } from '#contracts/providers.ts';
import { calendarOf } from '#db/calendar.ts';
import type { SqlReader } from '#db/transaction.ts';
import { MAX_SLOT_MS } from '#domain/availability/calendar.ts';
import { freeSlots } from '#domain/availability/slots.ts';
import { DAY_MS } from '#domain/local-date.ts';
import { findSlotsBasis } from './providers.queries.ts';

/** How far a search looks when it does not say. */
export const DEFAULT_SEARCH_DAYS = 14;

/** How far a search may look. */
export const MAX_SEARCH_DAYS = 31;

/** Bookings so far away cannot count towards a slot's local day or its buffer. */
const MARGIN_MS = 2 * DAY_MS;

interface Search {
  providerId: string;
  query: z.output<typeof SlotsQuery>;
  nowMs: number;
}

/** The free slots of a provider's service in one statement; a provider who does not take part has none. */
export async function findFreeSlots(
  reader: SqlReader,
  { providerId, query, nowMs }: Search,
): Promise<z.input<typeof Slots>> {
  const { fromMs, toMs } = toRange(query, nowMs);
  const { serviceId } = query;
  const around = { fromMs: fromMs - MARGIN_MS, toMs: toMs + MAX_SLOT_MS + MARGIN_MS };
  const basis = await findSlotsBasis(reader, { providerId, serviceId, ...around });
  if (!basis) throw new Problem('not_found', 'there is no such provider');
  const { durationMinutes, timezone, busy } = basis;
  if (durationMinutes === null) throw new Problem('not_found', 'the provider has no such service');
  if (!basis.isTrading) return { timezone, items: [] };
  const slots = freeSlots({
    ...calendarOf(basis),
    busy,
    nowMs,
    durationMinutes,
    fromMs,
    toMs,
    limit: query.limit,
  });
  return {
    timezone,
    items: Array.from(slots, ({ startMs, endMs }) => ({ start: toInstant(startMs), end: toInstant(endMs) })),
  };
}

function toRange({ from, to }: Search['query'], nowMs: number): { fromMs: number; toMs: number } {
  const fromMs = from === undefined ? nowMs : Date.parse(from);
  const toMs = to === undefined ? fromMs + DEFAULT_SEARCH_DAYS * DAY_MS : Date.parse(to);
  if (toMs <= fromMs) throw wrongEnd('must be after `from`, or after now if that is absent');
  const isTooLong = toMs - fromMs > MAX_SEARCH_DAYS * DAY_MS;
  if (isTooLong) throw wrongEnd(`must be at most ${MAX_SEARCH_DAYS} days after \`from\``);
  return { fromMs, toMs };
}

function wrongEnd(message: string): Problem {
  const errors: FieldError[] = [{ in: 'query', path: '/to', message }];
  return new Problem('validation_failed', 'one field is wrong', { errors });
}
