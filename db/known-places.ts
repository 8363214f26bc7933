import { textKey } from '#domain/text-key.ts';
import { CITIES } from './seeds/places.ts';

const KNOWN = new Map(
  CITIES.flatMap(({ name, neighborhoods }) => [name, ...neighborhoods.map((each) => each.name)]).map((name) => [
    textKey(name),
    name,
  ]),
);

/**
 * The name of a place that Proxie itself knows, spelt as it knows it; nothing for any other text. What runs are listed by is
 * shown in the operators' UI in clear and as Markdown, so nothing that a person made up may get there.
 */
export const knownPlace = (text: string): string | undefined => KNOWN.get(textKey(text));

/** The city that a run is listed by, where it is a known one. */
export function cityOf(text: string): { city?: string } {
  const city = knownPlace(text);
  return city === undefined ? {} : { city };
}

/** What a run is about, in one line. */
export function workIn(serviceType: string, city: string): string {
  const place = knownPlace(city);
  return place === undefined ? serviceType : `${serviceType} in ${place}`;
}
