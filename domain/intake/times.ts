import { MINUTES_A_DAY } from '#domain/local-date.ts';
import { TIME_OF_DAY_HOURS, TIMES_OF_DAY, type TimeOfDay } from '#domain/preferences.ts';
import { readClock, type ClockRead } from './clock.ts';
import { isNegated } from './negation.ts';
import { CONFIDENCE, type Reading } from './reading.ts';

/** The times of day of a text. */
export interface TimesRead {
  readonly times: readonly TimeOfDay[];
  /** The first exact time that was named, in minutes after midnight. */
  readonly clock?: number;
}

/** From and to, in minutes after midnight; `to` is not part of it. */
type Minutes = readonly [from: number, to: number];

const NOON = 720;
const PART_WORDS: ReadonlyMap<string, Minutes> = new Map([
  ['morning', [360, NOON]],
  ['mornings', [360, NOON]],
  ['breakfast', [360, NOON]],
  ['afternoon', [NOON, 1020]],
  ['afternoons', [NOON, 1020]],
  ['lunchtime', [NOON, 840]],
  ['lunch', [NOON, 840]],
  ['evening', [1020, 1320]],
  ['evenings', [1020, 1320]],
  ['night', [1020, 1320]],
  ['nights', [1020, 1320]],
  ['tonight', [1020, 1320]],
  ['sunset', [1020, 1320]],
  ['sunrise', [360, 480]],
]);
const AFTER_WORDS: ReadonlyMap<string, Minutes> = new Map([
  ['work', [1020, 1320]],
  ['school', [900, 1020]],
  ['lunch', [780, 1020]],
  ['dinner', [1140, 1320]],
]);
const ABOUT_MINUTES = 60;
const LEAST_MINUTES = 15; // a part of the day counts when at least this much of it is meant
const JOINTS = new Set(['and', '-', '–', '—', 'to', 'until', 'till']);
const LEADING = new Set(['in', 'at', 'the', 'during', 'on', 'late', 'early', 'any', 'every']);

/** Reads the times of day wanted; "not in the morning" alone leaves the other two. */
export function readTimes(reading: Reading): TimesRead {
  const wanted = new Set<TimeOfDay>();
  const ruledOut = new Set<TimeOfDay>();
  const refusals: Array<readonly [from: number, next: number]> = [];
  let clock: number | undefined;
  for (let index = 0; index < reading.tokens.length;) {
    const read =
      reading.isTaken(index) && reading.tokens[index]?.word !== 'tonight' ? undefined : readTime(reading, index);
    if (!read) {
      index += 1;
      continue;
    }
    const out = isNegated(reading, index);
    for (const part of partsOf(read.minutes)) (out ? ruledOut : wanted).add(part);
    if (out) refusals.push([index, read.next]);
    else {
      clock ??= read.clock;
      reading.found('preferredTimes', index, read.next, read.clock === undefined ? CONFIDENCE.exact : CONFIDENCE.usual);
    }
    let lead = index;
    while (LEADING.has(reading.word(lead - 1))) lead -= 1;
    reading.take(lead, read.next);
    index = read.next;
  }
  const left = TIMES_OF_DAY.filter((part) => !ruledOut.has(part));
  const times = wanted.size > 0 ? left.filter((part) => wanted.has(part)) : left;
  if (times.length === TIMES_OF_DAY.length) return { times: [], ...(clock !== undefined && { clock }) };
  for (const [from, next] of wanted.size === 0 ? refusals : []) {
    reading.found('preferredTimes', from, next, CONFIDENCE.implied);
  }
  return { times, ...(clock !== undefined && { clock }) };
}

interface TimeRead {
  next: number;
  minutes: Minutes;
  clock?: number;
}

function readTime(reading: Reading, index: number): TimeRead | undefined {
  const { word } = reading;
  const first = word(index);
  if (first === 'after' || first === 'past') return afterWord() ?? bounded((at) => [at, MINUTES_A_DAY]);
  if (first === 'from' || first === 'between') {
    return range(index + 1) ?? (first === 'from' ? bounded((at) => [at, MINUTES_A_DAY]) : undefined);
  }
  if (['before', 'until', 'till', 'by'].includes(first)) return bounded((at) => [0, at]);
  if (['around', 'about', 'ish', '~'].includes(first)) return bounded((at) => [at - ABOUT_MINUTES, at + ABOUT_MINUTES]);
  if (first === 'at' || first === '@') return bounded((at) => [at, at + LEAST_MINUTES]);
  return firstThing() ?? range(index) ?? partWord() ?? exact();

  function afterWord(): TimeRead | undefined {
    const minutes = AFTER_WORDS.get(word(index + 1));
    return minutes && { next: index + 2, minutes };
  }

  function firstThing(): TimeRead | undefined {
    return first === 'first' && word(index + 1) === 'thing' ? { next: index + 2, minutes: [360, NOON] } : undefined;
  }

  function partWord(): TimeRead | undefined {
    if (['good', 'all', 'last'].includes(reading.tokens[index - 1]?.word ?? '')) return undefined; // a greeting, or how long
    const minutes = PART_WORDS.get(reading.tokens[index]?.word ?? '');
    return minutes && { next: index + 1, minutes };
  }

  /** A time after a word that bounds it: there a bare number counts as an hour. */
  function bounded(toMinutes: (at: number) => Minutes): TimeRead | undefined {
    const at = ['around', 'about'].includes(word(index + 1)) ? index + 2 : index + 1;
    const isAbout = at === index + 2;
    const clock = readClock(reading, at, 'bare');
    if (!clock) return undefined;
    const minutes: Minutes = isAbout
      ? [clock.minute - ABOUT_MINUTES, clock.minute + ABOUT_MINUTES]
      : toMinutes(clock.minute);
    return { next: clock.next, minutes, clock: clock.minute };
  }

  /** "2-4pm", "10am to 1pm", "between 2 and 5": one end must look like a time, or `between` must have stood before. */
  function range(at: number): TimeRead | undefined {
    const cue = at > index;
    const start = readClock(reading, at, 'bare');
    if (!start || !JOINTS.has(word(start.next))) return undefined;
    const end = readClock(reading, start.next + 1, 'bare');
    if (!end || (!start.sure && !end.sure && !cue)) return undefined;
    const from = start.half === undefined && end.half !== undefined ? sameHalf(start, end) : start.minute;
    return { next: end.next, minutes: [from, Math.max(end.minute, from + LEAST_MINUTES)], clock: from };
  }

  function exact(): TimeRead | undefined {
    const clock = readClock(reading, index, 'marked');
    return clock && { next: clock.next, minutes: [clock.minute, clock.minute + LEAST_MINUTES], clock: clock.minute };
  }
}

/** "2-4pm" starts in the afternoon, "10-1pm" in the morning. */
function sameHalf(start: ClockRead, end: ClockRead): number {
  const morning = start.minute % NOON;
  const shifted = end.half === 'pm' ? morning + NOON : morning;
  return shifted < end.minute ? shifted : morning;
}

function partsOf([from, to]: Minutes): TimeOfDay[] {
  return TIMES_OF_DAY.filter((part) => {
    const { fromHour, toHour } = TIME_OF_DAY_HOURS[part];
    const start = part === 'morning' ? 0 : fromHour * 60;
    const end = part === 'evening' ? MINUTES_A_DAY : toHour * 60;
    return Math.min(to, end) - Math.max(from, start) >= LEAST_MINUTES;
  });
}
