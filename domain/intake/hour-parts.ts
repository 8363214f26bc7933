/** What is said of an hour in words: "half past", "quarter to". */
export interface HourPart {
  /** The index of the hour itself. */
  readonly next: number;
  /** Added to the full hour, below zero for "to". */
  readonly minutes: number;
}

const PARTS: ReadonlyMap<string, number> = new Map(
  Object.entries({ half: 30, quarter: 15, five: 5, 5: 5, ten: 10, 10: 10, twenty: 20, 20: 20, 25: 25 }),
);
const AFTER = new Set(['past', 'after']);
const BEFORE = new Set(['to', 'till', 'til', 'of', 'before']);

/** "Half past", "half", "a quarter to", "ten past" before an hour; "ten to five" is a range, and no part of an hour. */
export function hourPartAt(word: (index: number) => string, index: number): HourPart | undefined {
  const at = word(index) === 'a' ? index + 1 : index;
  const minutes = PARTS.get(word(at));
  const joint = word(at + 1);
  if (minutes === undefined) return undefined;
  if (AFTER.has(joint)) return { next: at + 2, minutes };
  if (minutes === 15 && BEFORE.has(joint)) return { next: at + 2, minutes: -minutes };
  return word(at) === 'half' ? { next: at + 1, minutes } : undefined;
}

/** The minutes that stand in words behind an hour: "nine thirty", "two forty-five". */
export function minuteWordsAt(word: (index: number) => string, index: number): HourPart | undefined {
  if (word(index) === 'fifteen') return { next: index + 1, minutes: 15 };
  if (word(index) === 'thirty') return { next: index + 1, minutes: 30 };
  const at = word(index + 1) === '-' ? index + 2 : index + 1;
  return word(index) === 'forty' && word(at) === 'five' ? { next: at + 1, minutes: 45 } : undefined;
}
