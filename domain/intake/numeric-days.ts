import { dayNumber, isLocalDate } from '#domain/local-date.ts';
import { MONTH_WORDS } from './calendar-words.ts';
import { dayInMonth, fullYear, numberAt } from './day-numbers.ts';
import { dayNotPast, doubtfulDays, type DayPlace, type DaysRead } from './day-types.ts';

/** Before these words "3.05" is a date and not a number. */
const DATE_CUES = new Set(['on', 'am', 'the', 'until', 'by', 'from']);

/** Dates in digits: "2026-12-24", "12/24", "24.12.", "24.12.2026"; "03/04" is two of them. */
export function readNumericDays(place: DayPlace): DaysRead | undefined {
  return readIso(place) ?? readDotted(place) ?? readSlashes(place);
}

function readIso({ reading: { word }, index, today }: DayPlace): DaysRead | undefined {
  if (!/^\d{4}$/.test(word(index)) || word(index + 1) !== '-' || word(index + 3) !== '-') return undefined;
  const date = [index, index + 2, index + 4].map((at) => word(at)).join('-');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  return isLocalDate(date) ? dayNotPast(index + 5, dayNumber(date), today) : doubtfulDays(index + 5, 'no_such_date');
}

/** With dots the day comes first; a year, or a cue before and a dot or a zero behind, tells it from a number. */
function readDotted({ reading: { word, tokens }, index, today }: DayPlace): DaysRead | undefined {
  const [whole, day, month, year] = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?$/.exec(word(index)) ?? [];
  if (whole === undefined) return undefined;
  const closed = word(index + 1) === '.' && tokens[index + 1]?.glued === true;
  const cue = DATE_CUES.has(tokens[index - 1]?.word ?? '');
  if (year === undefined && !(cue && (closed || whole.includes('.0')))) return undefined;
  const next = index + (closed ? 2 : 1);
  return dayInMonth({ next, today, month: Number(month) - 1, day: Number(day), year: fullYear(year) });
}

function readSlashes({ reading: { word, tokens }, index, today }: DayPlace): DaysRead | undefined {
  if (word(index + 1) !== '/' || !tokens[index + 1]?.glued || !tokens[index + 2]?.glued) return undefined;
  const [first, second] = [numberAt(word(index), 1, 31), numberAt(word(index + 2), 1, 31)];
  if (first === undefined || second === undefined || (first > 12 && second > 12)) return undefined;
  if (first === 24 && second === 7) return undefined; // "24/7" is always
  const hasYear = word(index + 3) === '/' && /^(?:\d{2}|\d{4})$/.test(word(index + 4));
  const year = hasYear ? fullYear(word(index + 4)) : undefined;
  const next = index + (hasYear ? 5 : 3);
  if (!hasYear && MONTH_WORDS.has(word(next))) return undefined; // "12/13 June"
  const read = (day: number, month: number): DaysRead => dayInMonth({ next, today, month: month - 1, day, year });
  if (first > 12 || first === second) return read(first, second);
  if (second > 12) return read(second, first);
  const choices = [read(second, first), read(first, second)].map(({ days }) => days).filter(({ length }) => length > 0);
  return doubtfulDays(next, 'day_month_order', choices);
}
