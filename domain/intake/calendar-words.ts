import { TIMES_OF_DAY, type TimeOfDay } from '#domain/preferences.ts';

/** Every way to write a weekday, with its index in `WEEKDAYS`. */
export const WEEKDAY_WORDS: ReadonlyMap<string, number> = byWord([
  'monday mon',
  'tuesday tue tues',
  'wednesday wed weds wensday wednsday',
  'thursday thu thur thurs',
  'friday fri',
  'saturday sat',
  'sunday sun',
]);

/** Short forms that are words of their own too: "he sat down", "the sun". */
export const DOUBTFUL_WEEKDAYS: ReadonlySet<string> = new Set(['sat', 'sun', 'wed', 'mon']);

/** Every way to write a month, from 0 for January. */
export const MONTH_WORDS: ReadonlyMap<string, number> = byWord([
  'january jan',
  'february feb',
  'march mar',
  'april apr',
  'may',
  'june jun',
  'july jul',
  'august aug',
  'september sep sept',
  'october oct',
  'november nov',
  'december dec',
]);

/** Days that have a name and the same date every year. */
export const NAMED_DAYS: ReadonlyMap<string, { month: number; day: number }> = new Map(
  Object.entries({
    'christmas eve': { month: 11, day: 24 },
    'christmas day': { month: 11, day: 25 },
    christmas: { month: 11, day: 25 },
    xmas: { month: 11, day: 25 },
    'boxing day': { month: 11, day: 26 },
    "new year's eve": { month: 11, day: 31 },
    'new years eve': { month: 11, day: 31 },
    "new year's day": { month: 0, day: 1 },
    'new years day': { month: 0, day: 1 },
    "valentine's day": { month: 1, day: 14 },
    'valentines day': { month: 1, day: 14 },
    halloween: { month: 9, day: 31 },
  }),
);

export const TODAY_WORDS: ReadonlySet<string> = new Set(['today', 'tonight', 'tonite']);
export const TOMORROW_WORDS: ReadonlySet<string> = new Set(
  'tomorrow tmrw tmr tmw tmrow tmro tmoro tomoro tomoz tmoz tomo'.split(' '),
);

/** True for a word that is the whole name of a day. */
export const isDayWord = (word: string): boolean =>
  WEEKDAY_WORDS.has(word) || TODAY_WORDS.has(word) || TOMORROW_WORDS.has(word);

/** Every way to write a part of the day, plurals aside. */
const PARTS_OF_DAY = {
  morning: 'morning morn mornin am',
  afternoon: 'afternoon arvo avo aft afto pm',
  evening: 'evening eve evenin night nite tonight tonite',
} as const satisfies Record<TimeOfDay, string>;

/** The part of the day that a word names. */
export const DAY_PARTS: ReadonlyMap<string, TimeOfDay> = new Map(
  TIMES_OF_DAY.flatMap((part) =>
    PARTS_OF_DAY[part].split(' ').flatMap((word) => [[word, part] as const, [`${word}s`, part] as const]),
  ),
);

/** Of these the ones that are words of their own too: they name a part of the day only behind a day, or "this" and the like. */
export const DOUBTFUL_PARTS: ReadonlySet<string> = new Set(['am', 'pm', 'morn', 'eve', 'aft', 'avo']);

/** Numbers as words, as far as people count days and hours. */
export const SMALL_NUMBERS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    a: 1,
    an: 1,
    one: 1,
    two: 2,
    couple: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
    fourteen: 14,
  }),
);

/** Ordinal words, for days of a month and for the places in a list. */
export const ORDINAL_WORDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    first: 1,
    second: 2,
    third: 3,
    fourth: 4,
    fifth: 5,
    sixth: 6,
    seventh: 7,
    eighth: 8,
    ninth: 9,
    tenth: 10,
    eleventh: 11,
    twelfth: 12,
    thirteenth: 13,
    fourteenth: 14,
    fifteenth: 15,
    sixteenth: 16,
    seventeenth: 17,
    eighteenth: 18,
    nineteenth: 19,
    twentieth: 20,
    thirtieth: 30,
  }),
);

/** The words of dates that are long enough to be worth putting right. */
export const CALENDAR_WORDS: readonly string[] = [
  ...WEEKDAY_WORDS.keys(),
  ...MONTH_WORDS.keys(),
  ...TODAY_WORDS,
  ...TOMORROW_WORDS,
  'weekend',
  'weekends',
  'weekday',
  'weekdays',
  'morning',
  'mornings',
  'afternoon',
  'afternoons',
  'evening',
  'evenings',
  'midday',
  'christmas',
  'halloween',
];

function byWord(lines: readonly string[]): ReadonlyMap<string, number> {
  return new Map(lines.flatMap((line, index) => line.split(' ').map((word) => [word, index] as const)));
}
