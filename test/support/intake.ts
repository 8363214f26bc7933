import { understand } from '#domain/intake/understand.ts';
import type { IntakeContext, KnownCity, Understanding } from '#domain/intake/types.ts';

const city = (name: string, timezone: string, ...parts: string[]): KnownCity => ({
  name,
  timezone,
  neighborhoods: parts.map((part) => ({ name: part })),
});

/** Cities of three countries; "Chelsea" is a part of two of them. */
export const KNOWN_CITIES: readonly KnownCity[] = [
  city('New York', 'America/New_York', 'Brooklyn', 'Park Slope', 'Harlem', 'Chelsea'),
  city('Los Angeles', 'America/Los_Angeles', 'Silver Lake', 'Venice'),
  city('London', 'Europe/London', 'Camden', 'Chelsea'),
  city('Berlin', 'Europe/Berlin', 'Kreuzberg', 'Neukölln'),
];

/** Tuesday, 9 June 2026, half past nine in New York. */
const TUESDAY = '2026-06-09T09:30:00-04:00';

/** What the rules understand in New York on that Tuesday, unless the test says otherwise. */
export function read(
  text: string,
  { now = TUESDAY, ...context }: Partial<IntakeContext> & { now?: string } = {},
): Understanding {
  return understand(text, {
    nowMs: Date.parse(now),
    timezone: 'America/New_York',
    knownCities: KNOWN_CITIES,
    ...context,
  });
}
