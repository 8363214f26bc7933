import { TIME_OF_DAY_HOURS } from '#domain/preferences.ts';
import type { LabelledSlot } from '#web/kit/slot-days.ts';
import { hourIn } from '#web/kit/zone.ts';

interface SlotLike {
  readonly start: string;
}

/** The times of one part of a day. */
export interface DayPart<Slot> {
  /** `Morning`. */
  readonly label: string;
  readonly slots: readonly LabelledSlot<Slot>[];
}

const { morning, afternoon, evening } = TIME_OF_DAY_HOURS;
const PARTS = [
  { label: 'Early', fromHour: 0, toHour: morning.fromHour },
  { label: 'Morning', ...morning },
  { label: 'Afternoon', ...afternoon },
  { label: 'Evening', ...evening },
  { label: 'Late', fromHour: evening.toHour, toHour: 24 },
];
/** A day with more times than these is folded into its parts. */
const MOST_AT_ONCE = 12;

/** The parts of a day that have times, by the clock of the zone; one without a name when all of them can be seen at once. */
export function dayParts<Slot extends SlotLike>(
  slots: readonly LabelledSlot<Slot>[],
  timezone: string,
): readonly DayPart<Slot>[] {
  if (slots.length <= MOST_AT_ONCE) return [{ label: '', slots }];
  const hourOf = ({ slot }: LabelledSlot<Slot>): number => hourIn(Date.parse(slot.start), timezone);
  return PARTS.map(({ label, fromHour, toHour }) => ({
    label,
    slots: slots.filter((each) => hourOf(each) >= fromHour && hourOf(each) < toHour),
  })).filter((part) => part.slots.length > 0);
}
