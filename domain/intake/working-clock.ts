import type { DayWindow } from '#domain/availability/types.ts';
import { MINUTES_A_DAY } from '#domain/local-date.ts';
import { TIME_OF_DAY_HOURS } from '#domain/preferences.ts';
import { DAY_PARTS, DOUBTFUL_PARTS, isDayWord, SMALL_NUMBERS } from './calendar-words.ts';
import { hourPartAt, minuteWordsAt } from './hour-parts.ts';
import type { Reading } from './reading.ts';

/** Hours of work read at one place; without a `window` they were named, but cannot be opening hours. */
export interface WindowRead {
  readonly next: number;
  readonly window?: DayWindow;
}

/** An hour of work as it was said. */
export interface SpokenHour {
  readonly next: number;
  /** Minutes after midnight, as they are spoken. */
  readonly minute: number;
  readonly half?: 'am' | 'pm';
  /** 13:00 and later, a leading zero, noon, midnight: nothing to add half a day to. */
  readonly whole: boolean;
}

const JOINTS = new Set(['to', '-', '–', '—', 'until', 'till', 'til', 'through', 'thru', 'and']);
const NO_NUMBERS = new Set(['a', 'an', 'couple', 'fourteen']);
const HALF_DAY = 720;
const FIRST_MORNING = 360; // work that begins "at 1" begins after noon, work that begins "at 6" in the morning

/**
 * Reads one stretch of work: "9 to 5", "from 8:30 till 6pm", "10-14", "noon to eight", "mornings". The end always lies
 * after the start on the same day: "9 to 5" ends at 17:00, and "10pm to 2" is none.
 */
export function readWindow(reading: Reading, index: number): WindowRead | undefined {
  const { word } = reading;
  const part = isPart(reading, index) ? DAY_PARTS.get(word(index)) : undefined;
  if (part) {
    const { fromHour, toHour } = TIME_OF_DAY_HOURS[part];
    return { next: index + 1, window: windowOf(fromHour * 60, toHour * 60) };
  }
  const start = readHour(reading, index);
  if (!start || !JOINTS.has(word(start.next))) return undefined;
  if (word(start.next) === 'and' && word(index - 1) !== 'between') return undefined;
  const end = readHour(reading, start.next + 1);
  if (!end) return undefined;
  const fromMinute = startOf(start, end);
  const toMinute = endOf(end, fromMinute, start.minute > HALF_DAY + 59);
  return { next: end.next, ...(toMinute !== undefined && { window: windowOf(fromMinute, toMinute) }) };
}

/** "Sat am" and "in the eve" name a part of the day, "I am" does not. */
function isPart({ word }: Reading, index: number): boolean {
  if (!DOUBTFUL_PARTS.has(word(index))) return true;
  const before = word(index - 1);
  return isDayWord(before) || isDayWord(before.replace(/s$/, '')) || (before === 'the' && word(index - 2) === 'in');
}

/** "2 to 6pm" is all after noon, "9 to 5pm" begins before it. */
function startOf(start: SpokenHour, end: SpokenHour): number {
  if (start.half !== undefined || start.whole) return halved(start);
  const endMinute = halved(end);
  if (end.half !== undefined) {
    const same = halved({ ...start, half: end.half });
    return same < endMinute ? same : halved({ ...start, half: 'am' });
  }
  return start.minute < FIRST_MORNING ? start.minute + HALF_DAY : start.minute;
}

/** A start such as 17:00 counts the whole day: then 9:00 is in the morning too. */
function endOf(end: SpokenHour, fromMinute: number, wholeDay: boolean): number | undefined {
  const minute = halved(end);
  if (minute === 0) return MINUTES_A_DAY; // up to midnight
  if (minute > fromMinute) return minute;
  const later = minute + HALF_DAY;
  return end.half === undefined && !end.whole && !wholeDay && later > fromMinute && later <= MINUTES_A_DAY
    ? later
    : undefined;
}

function halved({ minute, half }: SpokenHour): number {
  return half === undefined ? minute : (minute % HALF_DAY) + (half === 'pm' ? HALF_DAY : 0);
}

/** One hour: "9", "9:30", "nine thirty", "half past nine", "noon". */
export function readHour(reading: Reading, index: number): SpokenHour | undefined {
  const part = hourPartAt(reading.word, index);
  const full = part && readFullHour(reading, part.next);
  if (!full || full.minute % 60 !== 0) return readFullHour(reading, index);
  const minute = (full.minute + part.minutes + MINUTES_A_DAY) % MINUTES_A_DAY;
  return { ...full, minute };
}

function readFullHour({ word, tokens }: Reading, index: number): SpokenHour | undefined {
  const name = word(index);
  if (name === 'noon' || name === 'midday') return { next: index + 1, minute: HALF_DAY, whole: true };
  if (name === 'midnight') return { next: index + 1, minute: 0, whole: true };
  const spoken = NO_NUMBERS.has(name) ? undefined : SMALL_NUMBERS.get(name);
  const [digits, hourText, dotted] = /^(\d{1,2})(?:\.([0-5]\d))?$/.exec(name) ?? [];
  if (spoken === undefined && digits === undefined) return undefined;
  const colon = word(index + 1) === ':' && tokens[index + 1]?.glued && /^[0-5]\d$/.test(word(index + 2));
  const behind = word(index + 1) === '-' ? index + 2 : index + 1;
  const words = colon || dotted ? undefined : minuteWordsAt(word, behind); // "nine-thirty"
  let next = words?.next ?? index + (colon ? 3 : 1);
  if (["o'clock", 'oclock', 'h', 'hrs', 'hours'].includes(word(next))) next += 1;
  const half = halfAt(word, next);
  const hour = spoken ?? Number(hourText);
  const minute = hour * 60 + Number(dotted ?? (colon ? word(index + 2) : (words?.minutes ?? 0)));
  if (minute > MINUTES_A_DAY || (half !== undefined && (hour > 12 || hour === 0))) return undefined;
  const whole = hour > 12 || hour === 0 || hourText?.startsWith('0') === true;
  return { next: half?.next ?? next, minute, whole, ...(half && { half: half.half }) };
}

function halfAt(word: Reading['word'], at: number): { half: 'am' | 'pm'; next: number } | undefined {
  const name = word(at);
  if (name === 'am' || name === 'pm') return { half: name, next: at + 1 };
  if ((name === 'a' || name === 'p') && word(at + 1) === '.' && word(at + 2) === 'm') {
    return { half: name === 'a' ? 'am' : 'pm', next: at + (word(at + 3) === '.' ? 4 : 3) };
  }
  if (word(at) !== 'in' || word(at + 1) !== 'the') return undefined;
  if (word(at + 2) === 'morning') return { half: 'am', next: at + 3 };
  return ['afternoon', 'evening'].includes(word(at + 2)) ? { half: 'pm', next: at + 3 } : undefined;
}

function windowOf(from: number, to: number): DayWindow {
  const time = (minute: number): string =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return { start: time(from), end: time(to) };
}
