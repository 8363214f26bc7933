import { isNegated } from './negation.ts';
import { CONFIDENCE, type Reading } from './reading.ts';
import { isKnownWord } from './spelling.ts';
import { plain } from './tokens.ts';
import type { KnownCity, RequestDraft } from './types.ts';
import { spellingIndex, type SpellingIndex } from './typos.ts';
import { FILLERS } from './words.ts';

type Location = NonNullable<RequestDraft['location']>;

/** Other names of cities, for those that are known. */
const USUAL_ALIASES: Readonly<Record<string, readonly string[]>> = {
  'New York': ['nyc', 'new york city', 'ny', 'new york ny', 'big apple'],
  'Los Angeles': ['la', 'los angeles ca'],
  Chicago: ['chi town', 'chicago il'],
  'San Francisco': ['sf', 'san fran'],
  London: ['london uk'],
};
/** Names that are words of other kinds too: they count in capitals, or after a word of place. */
const DOUBTFUL = new Set(['la', 'ny', 'sf']);
const SHORT_FORMS: ReadonlyMap<string, string> = new Map([
  ['sq', 'square'],
  ['prk', 'park'],
  ['pk', 'park'],
  ['hts', 'heights'],
]);
const BEFORE_PLACE = new Set(['in', 'near', 'around', 'at', 'to', 'from', 'within', 'by']);

interface PlaceIndex {
  byName: ReadonlyMap<string, readonly Location[]>;
  spelling: SpellingIndex;
  longest: number;
}

interface Hit {
  from: number;
  next: number;
  places: readonly Location[];
  typo: boolean;
}

const indexes = new WeakMap<readonly KnownCity[], PlaceIndex>();

/** Reads where the work is to be done. Only places that are known count; two of them leave a doubt and no city. */
export function readLocation(
  reading: Reading,
  cities: readonly KnownCity[],
  previous?: Location,
): Location | undefined {
  const hits = findHits(reading, indexOf(cities));
  for (const { from, next } of hits) reading.take(from, next);
  const isPlace = (at: number): boolean => hits.some(({ from, next }) => from <= at && at < next);
  const wanted = hits.filter(({ from }) => !isNegated(reading, from, isPlace));
  const [first] = wanted;
  if (!first) {
    if (hits.length === 0) reportUnknown(reading);
    return undefined;
  }
  const last = wanted.at(-1) ?? first;
  const named = new Set(
    wanted.flatMap(({ places }) => (places.some(isCity) ? places.filter(isCity) : []).map(({ city }) => city)),
  );
  if (named.size === 0 && previous && wanted.some(({ places }) => places.length > 1)) named.add(previous.city);
  const parts = wanted.map(({ places }) => places.filter(({ city }) => named.size === 0 || named.has(city)));
  const locations = parts.flat();
  const inOneCity = new Set(locations.map(({ city }) => city)).size === 1 && parts.every(({ length }) => length > 0);
  const neighborhoods = new Set(locations.flatMap(({ neighborhood }) => neighborhood ?? []));
  if (!inOneCity || neighborhoods.size > 1) {
    const choices = wanted
      .flatMap(({ places }) => places)
      .map(({ city, neighborhood }) => (neighborhood ? [city, neighborhood] : [city]));
    reading.doubt({ field: 'location', kind: 'two_places', choices }, first.from, last.next);
  }
  const [city] = locations;
  if (!city || !inOneCity) return undefined;
  const confidence = wanted.some(({ typo }) => typo) ? CONFIDENCE.typo : CONFIDENCE.exact;
  reading.found('location', first.from, last.next, confidence);
  const [neighborhood] = neighborhoods.size === 1 ? neighborhoods : [];
  return { city: city.city, ...(neighborhood !== undefined && { neighborhood }) };
}

function isCity({ neighborhood }: Location): boolean {
  return neighborhood === undefined;
}

function indexOf(cities: readonly KnownCity[]): PlaceIndex {
  const known = indexes.get(cities);
  if (known) return known;
  const byName = new Map<string, Location[]>();
  let longest = 1;
  const add = (name: string, location: Location): void => {
    const words = plain(name).split(/[\s-]+/);
    longest = Math.max(longest, words.length);
    const key = words.join('');
    byName.set(key, [...(byName.get(key) ?? []), location]);
  };
  for (const { name, aliases = [], neighborhoods } of cities) {
    const usual = Object.hasOwn(USUAL_ALIASES, name) ? (USUAL_ALIASES[name] ?? []) : [];
    for (const alias of new Set([name, ...usual, ...aliases])) add(alias, { city: name });
    for (const part of neighborhoods) add(part.name, { city: name, neighborhood: part.name });
  }
  const index = { byName, spelling: spellingIndex(byName.keys()), longest: Math.min(longest, 5) };
  indexes.set(cities, index);
  return index;
}

/** The longest name at each place, exact before nearly right. */
function findHits(reading: Reading, index: PlaceIndex): Hit[] {
  const hits: Hit[] = [];
  for (let at = 0; at < reading.tokens.length;) {
    const hit = hitAt(reading, at, index, false) ?? hitAt(reading, at, index, true);
    if (hit) hits.push(hit);
    at = hit?.next ?? at + 1;
  }
  return hits;
}

function hitAt(reading: Reading, from: number, index: PlaceIndex, withTypos: boolean): Hit | undefined {
  for (let length = index.longest; length >= 1; length -= 1) {
    const key = keyOf(reading, from, length);
    if (key === undefined) continue;
    const exact = withTypos ? undefined : index.byName.get(key);
    if (exact && !(DOUBTFUL.has(key) && !isClear(reading, from))) {
      return { from, next: from + length, places: exact, typo: false };
    }
    const near = withTypos && isUnknown(reading, from, length) ? index.spelling.nearest(key)?.word : undefined;
    const places = near === undefined ? undefined : index.byName.get(near);
    if (places) return { from, next: from + length, places, typo: true };
  }
  return undefined;
}

/** The words of a window as one, or nothing when something else than words stands in it. */
function keyOf({ tokens }: Reading, from: number, length: number): string | undefined {
  let key = '';
  for (let at = from; at < from + length; at += 1) {
    const token = tokens[at];
    const isHyphen = token?.word === '-' && token.glued && at > from && at < from + length - 1;
    if (token?.kind !== 'word' && !isHyphen) return undefined;
    const word = token.word.replace(/'s$/, '');
    if (!isHyphen) key += SHORT_FORMS.get(word) ?? word;
  }
  return key;
}

function isClear({ tokens }: Reading, at: number): boolean {
  const text = tokens[at]?.text ?? '';
  return text === text.toUpperCase() || BEFORE_PLACE.has(tokens[at - 1]?.word ?? '');
}

/** Only words that mean nothing else can be a name with a typing error. */
function isUnknown({ tokens }: Reading, from: number, length: number): boolean {
  const words = tokens.slice(from, from + length).map(({ word }) => word);
  if (words.some((word) => FILLERS.has(word))) return false;
  return words.some((word) => !isKnownWord(word)) || (length > 1 && !words.every(isKnownWord));
}

/** "In Springfield": a name after a word of place that is none of ours. */
function reportUnknown(reading: Reading): void {
  const { tokens } = reading;
  for (let at = 1; at < tokens.length; at += 1) {
    if (!['in', 'near', 'around'].includes(tokens[at - 1]?.word ?? '') || !isName(reading, at)) continue;
    let next = at + 1;
    while (next < tokens.length && /^\p{Lu}/u.test(tokens[next]?.text ?? '') && next < at + 4) next += 1;
    reading.doubt({ field: 'location', kind: 'unknown_place', choices: [] }, at, next);
    reading.take(at - 1, next);
    return;
  }
}

function isName({ tokens }: Reading, at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== 'word' || token.word.length < 3 || isKnownWord(token.word)) return false;
  const closes = at + 1 >= tokens.length || tokens[at + 1]?.kind === 'mark';
  return /^\p{Lu}/u.test(token.text) || closes;
}
