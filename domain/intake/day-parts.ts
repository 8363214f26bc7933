import { MINUTES_A_DAY } from '#domain/local-date.ts';
import { TIME_OF_DAY_HOURS, type TimeOfDay } from '#domain/preferences.ts';
import { DAY_PARTS } from './calendar-words.ts';
import type { Token } from './tokens.ts';

/** From and to, in minutes after midnight; `to` is not part of it. */
export type Minutes = readonly [from: number, to: number];

/** A part of the day, or something that divides it, with the index behind its words. */
export interface DayPartRead {
  readonly next: number;
  /** When it is itself; absent for words that say so only behind "before" or "after". */
  readonly during?: Minutes | undefined;
  readonly before: Minutes;
  readonly after: Minutes;
}

type DayPart = Omit<DayPartRead, 'next'>;

const NOON = 720;
const BREAKFAST: DayPart = { during: [360, NOON], before: [0, 480], after: [540, NOON] };
const LUNCH: DayPart = { during: [NOON, 840], before: [0, NOON], after: [780, 1020] };
const TEA: DayPart = { during: [960, 1080], before: [0, 960], after: [1080, 1320] };
const DINNER: DayPart = { during: [1080, 1200], before: [0, 1020], after: [1140, 1320] };
const SUNSET: DayPart = { during: [1020, 1320], before: [0, 1020], after: [1020, 1320] };
const SUNRISE: DayPart = { during: [360, 480], before: [0, 360], after: [480, MINUTES_A_DAY] };
const PARTS: ReadonlyMap<string, DayPart> = new Map<string, DayPart>([
  ...[...DAY_PARTS].map(([word, part]) => [word, ofPart(part)] as const),
  ['breakfast', BREAKFAST],
  ['lunch', LUNCH],
  ['lunchtime', LUNCH],
  ['teatime', TEA],
  ['tea', named(TEA)],
  ['dinnertime', DINNER],
  ['dinner', named(DINNER)],
  ['supper', named(DINNER)],
  ['sunset', SUNSET],
  ['dark', named(SUNSET)],
  ['sunrise', SUNRISE],
  ['work', { before: [0, 540], after: [1020, 1320] }],
  ['school', { before: [0, 480], after: [900, 1020] }],
]);
const DETERMINERS = new Set(['the', 'this', 'my', 'your', 'our']);
const ENDINGS = new Set(['time', 'break', 'hour']);
/** "Before or after work": both stand before the same part. */
const OTHER_SIDES = new Set(['or after', 'and after', 'or before', 'and before']);

/** What a word says of the time of day. */
export const dayPartOf = (word: string): DayPart | undefined => PARTS.get(word);

/** What "before", "after" and the like are said of: "lunch", "the evening", "or after work". */
export function boundAt(tokens: readonly Token[], index: number): DayPartRead | undefined {
  const word = (at: number): string => tokens[at]?.word ?? '';
  const isShared = OTHER_SIDES.has(`${word(index)} ${word(index + 1)}`);
  const first = isShared ? index + 2 : index;
  const at = DETERMINERS.has(word(first)) ? first + 1 : first;
  const part = PARTS.get(word(at));
  if (!part) return undefined;
  return { ...part, next: isShared ? index : ENDINGS.has(word(at + 1)) ? at + 2 : at + 1 };
}

function ofPart(part: TimeOfDay): DayPart {
  const { fromHour, toHour } = TIME_OF_DAY_HOURS[part];
  const [from, to] = [fromHour * 60, toHour * 60];
  return { during: [from, to], before: [0, from], after: [to, MINUTES_A_DAY] };
}

/** The same for a word that means other things, too: "dinner" alone is no time. */
function named({ before, after }: DayPart): DayPart {
  return { before, after };
}
