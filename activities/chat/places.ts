import type { SqlReader } from '#db/transaction.ts';
import type { KnownCity } from '#domain/intake/types.ts';

/** Where there are providers: the cities and neighborhoods that people can name, those with most providers first. */
export interface Places {
  list(): Promise<readonly KnownCity[]>;
}

interface PlaceRow {
  city: string;
  timezone: string;
  neighborhood: string | null;
}

const FRESH_MS = 5 * 60_000;
const MAX_PLACES = 2_000;

/** The places of all active providers; looked up every few minutes, and never more than names: where somebody works exactly is theirs. */
export function createPlaces({ em }: SqlReader, now: () => number = Date.now): Places {
  let known: { atMs: number; cities: Promise<KnownCity[]> } | undefined;
  return {
    list() {
      if (known && now() - known.atMs < FRESH_MS && known.atMs <= now()) return known.cities;
      const cities = read({ em });
      known = { atMs: now(), cities };
      cities.then(
        (found) => void (found.length === 0 && (known = undefined)),
        () => void (known = undefined),
      );
      return cities;
    },
  };
}

async function read({ em }: SqlReader): Promise<KnownCity[]> {
  const rows: PlaceRow[] = await em.execute(
    `select city, timezone, neighborhood from providers where status = 'active'
     group by city, timezone, neighborhood order by count(*) desc, city, neighborhood limit ?`,
    [MAX_PLACES],
  );
  const cities = new Map<string, { name: string; timezone: string; neighborhoods: { name: string }[] }>();
  for (const { city: name, timezone, neighborhood } of rows) {
    const city = cities.get(name) ?? { name, timezone, neighborhoods: [] };
    if (neighborhood !== null) city.neighborhoods.push({ name: neighborhood });
    cities.set(name, city);
  }
  return [...cities.values()];
}
