import { textKey, textKeys } from '#domain/text-key.ts';
import { areaOf } from './area.ts';
import type { MatchPlace } from './types.ts';

/** What matching compares a provider by, beside the names that people read. */
export interface MatchKeys {
  cityKey: string;
  specializationKeys: string[];
  /** The middle of the area that they live in: both coordinates or neither. */
  areaLat: number | null;
  areaLng: number | null;
}

/** The keys of a provider; whoever writes its city, its place or its specializations writes them, too. */
export function matchKeys({
  city,
  lat,
  lng,
  specializations,
}: MatchPlace & { specializations: readonly string[] }): MatchKeys {
  const area = lat == null || lng == null ? undefined : areaOf({ lat, lng });
  return {
    cityKey: textKey(city),
    specializationKeys: textKeys(specializations),
    areaLat: area?.lat ?? null,
    areaLng: area?.lng ?? null,
  };
}
