import { readLocation } from '#domain/intake/places.ts';
import { startReading } from '#domain/intake/reading.ts';
import { tokenize } from '#domain/intake/tokens.ts';
import type { KnownCity } from '#domain/intake/types.ts';
import type { Draft, Exchange, Turn } from './talk-rows.ts';

interface Talk {
  readonly turn: Pick<Turn, 'role' | 'text' | 'ownTimezone'>;
  readonly before: readonly Pick<Exchange, 'said'>[];
  readonly drafts: readonly Pick<Draft, 'body' | 'about'>[];
  readonly cities: readonly KnownCity[];
}

/**
 * The zone in which somebody says "tomorrow": that of a provider's own hours; that of the city which a consumer has named
 * last, in a message or in what is being prepared; else that of the city with most providers.
 */
export function spokenZone({ turn, before, drafts, cities }: Talk): string {
  const usual = cities[0]?.timezone ?? 'UTC';
  if (turn.role === 'provider') return turn.ownTimezone ?? usual;
  if (turn.role === 'enrollment') return usual;
  const city = namedIn(turn.text, cities) ?? preparedFor(drafts) ?? namedBefore(before, cities);
  return cities.find(({ name }) => name === city)?.timezone ?? usual;
}

function namedIn(text: string | null, cities: readonly KnownCity[]): string | undefined {
  return text === null ? undefined : readLocation(startReading(text, tokenize(text)), cities)?.city;
}

function namedBefore(before: Talk['before'], cities: readonly KnownCity[]): string | undefined {
  for (const { said } of before.toReversed()) {
    const city = namedIn(said, cities);
    if (city !== undefined) return city;
  }
  return undefined;
}

/** The city of the newest draft that has one. */
function preparedFor(drafts: Talk['drafts']): string | undefined {
  const cities = drafts.map(({ body, about }) => (body.location as { city?: unknown } | undefined)?.city ?? about.city);
  return cities.findLast((city) => typeof city === 'string');
}
