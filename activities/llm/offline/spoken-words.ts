import { daysOf } from '#activities/chat/words.ts';
import type { SpokenSlot } from '#domain/intake/intent-types.ts';

/** `on Sat, Nov 28 at 2:00 PM`, `at that time`: the words of somebody for when, on the days that they mean. */
export function spokenDays(slot: SpokenSlot, days: readonly string[] | undefined): string {
  const time = timeWords(slot);
  if (days && days.length > 0) return `${daysOf(days)}${time}`;
  return time === '' ? 'then' : time.trimStart();
}

/** ` at 2:00 PM`; nothing when no one time was said. */
export function timeWords({ time }: SpokenSlot): string {
  if (time === undefined) return '';
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return ` at ${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** With a capital letter, for the beginning of a sentence. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
