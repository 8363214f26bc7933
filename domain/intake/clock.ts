import { ORDINAL_WORDS, SMALL_NUMBERS } from './calendar-words.ts';
import { COUNTED_UNITS } from './counted-units.ts';
import { hourPartAt, minuteWordsAt } from './hour-parts.ts';
import type { Reading } from './reading.ts';

/** One time on the clock. */
export interface ClockRead {
  readonly next: number;
  /** Minutes after midnight. */
  readonly minute: number;
  /** True when it can be nothing else than a time. */
  readonly sure: boolean;
  readonly half?: 'am' | 'pm';
  /** "09:00" and "14:00" count the whole day. */
  readonly isWhole?: boolean;
}

const NOT_HOURS = new Set(['a', 'an', 'couple', 'fourteen']);
/** A bare number before these is no hour either: money, and things of a list. */
const NOT_BEHIND_HOURS = new Set(
  'dollars dollar bucks euros euro eur usd gbp pounds pound quid yen offer offers lead leads of k'.split(' '),
);
const isUnit = (word: string): boolean => COUNTED_UNITS.has(word) || NOT_BEHIND_HOURS.has(word);
/** A number before one of these, with a name between, is that of a house: "22 High Street". */
const STREETS = new Set('street st road rd avenue ave lane boulevard blvd terrace'.split(' '));
const LATEST_MORNING = 7; // "at 7" is in the morning, "at 6" after noon: nobody is asked to come at dawn

/**
 * Reads a time at that place. `marked` takes only what looks like one ("5pm", "10:30", "noon"); `bare` also takes a
 * number or its word, for places where an hour is expected ("at two").
 */
export function readClock(reading: Reading, index: number, mode: 'marked' | 'bare'): ClockRead | undefined {
  const { word, tokens } = reading;
  if (word(index) === 'noon' || word(index) === 'midday') return { next: index + 1, minute: 720, sure: true };
  if (word(index) === 'midnight') return { next: index + 1, minute: 1425, sure: true };
  if (isMoneyMark(word(index - 1))) return undefined;
  return readParts() ?? readDigits() ?? readNumberWord();

  function readDigits(): ClockRead | undefined {
    const text = word(index);
    const dotted = /^(\d{1,2})\.(\d{2})$/.exec(text);
    if (!/^\d{1,2}$/.test(text) && !dotted) return undefined;
    const hour = Number(dotted?.[1] ?? text);
    const minutes = dotted?.[2] ?? minutesAt(index + 1);
    let next = index + 1 + (!dotted && minutes !== undefined ? 2 : 0);
    const half = halfAt(next);
    if (half) next = half.next;
    if (dotted && !half) return undefined; // "1.50" is a number
    const hours = word(next) === 'h' && tokens[next]?.glued === true;
    const oclock = word(next) === "o'clock" || word(next) === 'oclock' || hours;
    if (oclock) next += 1;
    const sure = minutes !== undefined || half !== undefined || oclock;
    if (!sure && (mode === 'marked' || !isBareHour(text, next))) return undefined;
    const clock = toClock(next, hour, Number(minutes ?? 0), half?.half, sure);
    return clock && text.startsWith('0') ? { ...clock, isWhole: true } : clock;
  }

  function readNumberWord(): ClockRead | undefined {
    const hour = NOT_HOURS.has(word(index)) ? undefined : SMALL_NUMBERS.get(word(index));
    if (hour === undefined || isCounted(index)) return undefined;
    const oclock = word(index + 1) === "o'clock" || word(index + 1) === 'oclock';
    const spoken = minuteWordsAt(word, word(index + 1) === '-' ? index + 2 : index + 1);
    const behind = spoken?.next ?? index + (oclock ? 2 : 1);
    const half = halfAt(behind);
    const next = half?.next ?? behind;
    const sure = oclock || half !== undefined || spoken !== undefined;
    if (!sure && mode === 'marked') return undefined;
    if (!oclock && !half && isUnit(word(next))) return undefined;
    return toClock(next, hour, spoken?.minutes ?? 0, half?.half, sure);
  }

  /** "The first one in the morning" is none at one in the morning. */
  function isCounted(at: number): boolean {
    const before = tokens[at - 1]?.word ?? '';
    return (
      word(at) === 'one' &&
      (ORDINAL_WORDS.has(before) || ['last', 'cheapest', 'this', 'that', 'which'].includes(before))
    );
  }

  /** Half past two, half two, quarter to five, ten past six. */
  function readParts(): ClockRead | undefined {
    const part = hourPartAt(word, index);
    const hour = part && fullHourAt(reading, part.next);
    return hour && { ...hour, minute: hour.minute + part.minutes, sure: true };
  }

  function minutesAt(at: number): string | undefined {
    const joined = word(at) === ':' && tokens[at]?.glued && tokens[at + 1]?.glued;
    return joined && /^[0-5]\d$/.test(word(at + 1)) ? word(at + 1) : undefined;
  }

  /** am, p.m., a m, "in the evening". */
  function halfAt(at: number): { half: 'am' | 'pm'; next: number } | undefined {
    const name = word(at);
    if (name === 'am' || name === 'pm') return { half: name, next: at + 1 };
    if ((name === 'a' || name === 'p') && word(at + 1) === '.' && word(at + 2) === 'm') {
      return { half: name === 'a' ? 'am' : 'pm', next: at + (word(at + 3) === '.' ? 4 : 3) };
    }
    if (word(at) === 'in' && word(at + 1) === 'the') {
      if (word(at + 2) === 'morning') return { half: 'am', next: at + 3 };
      if (['afternoon', 'evening'].includes(word(at + 2))) return { half: 'pm', next: at + 3 };
    }
    return undefined;
  }

  function isBareHour(text: string, next: number): boolean {
    const after = word(next);
    if (Number(text) < 1 || Number(text) > 24 || isUnit(after) || isMoneyMark(after) || after === '/') return false;
    return !['st', 'nd', 'rd', 'th', 'ish'].includes(after) && !isHouse(reading, next);
  }
}

/** The full hour behind its minutes: "past six", but not "half an hour". */
function fullHourAt(reading: Reading, at: number): ClockRead | undefined {
  const name = reading.word(at);
  const isNumber = /^\d{1,2}$/.test(name) || (SMALL_NUMBERS.has(name) && !NOT_HOURS.has(name));
  const hour = isNumber ? readClock(reading, at, 'bare') : undefined;
  return hour && hour.minute % 60 === 0 ? hour : undefined;
}

function isHouse({ tokens }: Reading, next: number): boolean {
  return [1, 2].some((step) => {
    const token = tokens[next + step];
    return token !== undefined && !token.glued && STREETS.has(token.word); // no "21st"
  });
}

function toClock(
  next: number,
  hour: number,
  minutes: number,
  half: 'am' | 'pm' | undefined,
  sure: boolean,
): ClockRead | undefined {
  if (hour > 24 || (half !== undefined && (hour > 12 || hour === 0))) return undefined;
  const spoken = half !== undefined ? (hour % 12) + (half === 'pm' ? 12 : 0) : spokenHour(hour);
  return { next, minute: Math.min(spoken * 60 + minutes, 1439), sure, ...(half && { half }) };
}

/** True for the digits of an hour as people say it, from 1 to 12. */
export const isHourNumber = (word: string): boolean => /^(?:[1-9]|1[0-2])$/.test(word);

/** "At 3" and "at 3:30" are after noon, "14:00" and "09:30" are what they say. */
export function spokenHour(hour: number): number {
  return hour >= 1 && hour < LATEST_MORNING ? hour + 12 : hour;
}

function isMoneyMark(word: string): boolean {
  return word.length === 1 && /\p{Sc}/u.test(word);
}
