import { categoryOf, findCategory, findService, type CategoryName, type ServiceTypeName } from '#domain/catalog.ts';
import { isNegated } from './negation.ts';
import { CONFIDENCE, type Reading } from './reading.ts';
import type { RequestDraft } from './types.ts';
import { findPhrases, isCount, type Meaning, type PhraseFound } from './vocabulary.ts';
import { withListed } from './listed-work.ts';
import type { Tells } from './packs/types.ts';
import { isTakenAway } from './withdrawal.ts';

/** What kind of work a text asks for. */
export interface ServicesRead {
  readonly category?: CategoryName;
  readonly serviceType?: ServiceTypeName;
  readonly specializations: readonly string[];
  /** Specializations that were refused by name. */
  readonly refused: readonly string[];
  /** Services that were refused by name. */
  readonly refusedServices: readonly ServiceTypeName[];
  /** The trades of work that was refused by name. */
  readonly refusedTrades: readonly CategoryName[];
  /** Work that the catalog does not have, in the words of the text. */
  readonly otherWork: readonly string[];
  /** Where each service was named. */
  readonly named: ReadonlyArray<{ readonly service: ServiceTypeName; readonly index: number }>;
}

/** Whether the words of a phrase are said of what is not wanted. */
export type IsRefused = (reading: Reading, from: number, next: number) => boolean;

/** A meaning with its place. */
export interface Mention extends Meaning {
  readonly phrase: PhraseFound;
}

const STRONG: ReadonlySet<string> = new Set(['service', 'category', 'other']);
/** Words that name a service, or a trade that stands for it. */
const STANDS_FOR: ReadonlySet<string> = new Set(['service', 'category']);

/** Reads category, service and specializations; a draft before it says which trade its words belong to. */
export function readServices(reading: Reading, previous: RequestDraft | undefined): ServicesRead {
  const isRefused = previous ? isNotDone : isNotWanted;
  const tells = (meaning: Meaning): Tells => (meaning.tells !== 'part' ? meaning.tells : previous ? 'nothing' : 'hint');
  return servicesIn(reading, previous, { isRefused, tells });
}

/** Reads them as said by somebody who lists what they do: words that only choose a service for others name it here. */
export function readOffered(reading: Reading, isRefused: IsRefused): ServicesRead {
  const tells = (meaning: Meaning): Tells =>
    meaning.offers ? 'service' : meaning.tells === 'part' ? 'hint' : meaning.tells;
  return servicesIn(reading, undefined, { isRefused, tells });
}

interface Manner {
  readonly isRefused: IsRefused;
  readonly tells: (meaning: Meaning) => Tells;
}

function servicesIn(reading: Reading, previous: RequestDraft | undefined, { isRefused, tells }: Manner): ServicesRead {
  const phrases = findPhrases(reading);
  const of = (isOut: boolean): Mention[] =>
    mentionsOf(phrases.filter(({ from, next }) => isRefused(reading, from, next) === isOut)).map((mention) => ({
      ...mention,
      tells: tells(mention),
    }));
  const refused = of(true);
  const wanted = withListed(reading, of(false));
  const named = wanted.flatMap(({ service, phrase, ...mention }) =>
    service && (STANDS_FOR.has(mention.tells) || mention.tells === 'hint') ? { service, index: phrase.from } : [],
  );
  const refusedServices = [
    ...new Set(
      refused.flatMap(({ tells, service, specialization }) =>
        STANDS_FOR.has(tells) && specialization === undefined ? (service ?? []) : [],
      ),
    ),
  ];
  const refusedTrades = [...new Set(refused.flatMap(({ tells, category }) => (STRONG.has(tells) ? category : [])))];
  const others = wanted
    .filter((mention) => mention.tells === 'other')
    .map(({ phrase }) => reading.span(phrase.from, phrase.next));
  const otherWork = [...new Set(others.map(({ start, end }) => reading.text.slice(start, end)))];
  const beside = { refusedServices, refusedTrades, otherWork, named };
  for (const { phrase } of refused) takePhrase(reading, phrase);
  const category = chooseCategory(reading, wanted, previous) ?? besideRefused(reading, wanted, refused);
  if (category === undefined) {
    return { specializations: [], refused: namesOf(refused), ...beside };
  }
  const ofTrade = wanted.filter((mention) => mention.category === category);
  const isNamed = ofTrade.some(({ tells }) => tells !== 'nothing');
  const not = new Set(
    refused.flatMap(({ tells, service, specialization }) =>
      tells === 'service' && specialization === undefined ? (service ?? []) : [],
    ),
  );
  const serviceType = chooseService(
    reading,
    ofTrade.filter(({ service }) => service === undefined || !not.has(service)),
  );
  const inherited = previous?.category === category ? previous.serviceType : undefined;
  const specializations = specializationsOf(reading, ofTrade, category, serviceType ?? inherited);
  const isNew =
    isNamed && (ofTrade.some(({ tells }) => STRONG.has(tells) || tells === 'hint') || serviceType !== undefined);
  return {
    ...(isNew && { category }),
    ...(serviceType && isNew && { serviceType }),
    specializations,
    refused: namesOf(refused.filter((each) => each.category === category)),
    ...beside,
  };
}

function namesOf(mentions: readonly Mention[]): string[] {
  return [...new Set(mentions.flatMap(({ specialization }) => specialization ?? []))];
}

function mentionsOf(phrases: readonly PhraseFound[]): Mention[] {
  return phrases.flatMap((phrase) => phrase.meanings.map((meaning) => ({ ...meaning, phrase })));
}

/** Work that a no speaks of. Places, days and times were read before: beside them a comma joins nothing. */
function isNotWanted(reading: Reading, from: number): boolean {
  return isNegated(reading, from, (at) => !reading.isTaken(at));
}

/** In a follow-up "no more plumbing" speaks of the draft; in a first sentence "no more leaks" is what is wanted. */
export function isNotDone(reading: Reading, from: number, next: number): boolean {
  return isNotWanted(reading, from) || isTakenAway(reading, from, next);
}

/** "No hair color, just a cut": what is refused says which trade the rest speaks of. */
function besideRefused(
  reading: Reading,
  wanted: readonly Mention[],
  refused: readonly Mention[],
): CategoryName | undefined {
  if (reading.ambiguous.some(({ field }) => field === 'category')) return undefined;
  const trades = new Set(refused.map(({ category }) => category));
  const beside = wanted.find(({ tells, category }) => tells === 'within' && trades.has(category));
  if (beside) reading.found('category', beside.phrase.from, beside.phrase.next, CONFIDENCE.implied);
  return beside?.category;
}

/** The trade with the strongest words. Two of them leave a doubt, and none. */
function chooseCategory(
  reading: Reading,
  wanted: readonly Mention[],
  previous: RequestDraft | undefined,
): CategoryName | undefined {
  const strong = wanted.filter(({ tells }) => STRONG.has(tells));
  const telling = strong.length > 0 ? strong : wanted.filter(({ tells }) => tells === 'hint');
  const categories = [...new Set(telling.map(({ category }) => category))];
  const [first] = telling;
  const last = telling.at(-1);
  if (!first || !last) return previous?.category;
  if (categories.length > 1) {
    const choices = telling.map(({ service, category }) => [service ?? category]);
    reading.doubt(
      { field: 'category', kind: 'two_services', choices: distinct(choices) },
      first.phrase.from,
      last.phrase.next,
    );
    return undefined;
  }
  for (const { phrase, tells } of telling) if (tells !== 'other') takePhrase(reading, phrase);
  reading.found(
    'category',
    first.phrase.from,
    first.phrase.next,
    strong.length > 0 ? CONFIDENCE.exact : CONFIDENCE.implied,
  );
  return first.category;
}

/** Explicit names first, then what the trade's other words point to, then what the trade stands for. */
function chooseService(reading: Reading, mentions: readonly Mention[]): ServiceTypeName | undefined {
  const tiers = [
    { tells: 'service', confidence: CONFIDENCE.exact },
    { tells: 'within', confidence: CONFIDENCE.usual },
    { tells: 'hint', confidence: CONFIDENCE.implied },
    { tells: 'category', confidence: CONFIDENCE.assumed },
  ] as const;
  const other = mentions.find(({ tells }) => tells === 'other');
  for (const { tells, confidence } of tiers) {
    if (tells === 'category' && other) break;
    const found = mentions.filter((mention) => mention.tells === tells && mention.service !== undefined);
    const services = [...new Set(found.flatMap(({ service }) => service ?? []))];
    const [first] = found;
    const last = found.at(-1);
    if (!first || !last) continue;
    if (services.length > 1) {
      const choices = services.map((service) => [service]);
      reading.doubt({ field: 'serviceType', kind: 'two_services', choices }, first.phrase.from, last.phrase.next);
      return undefined;
    }
    for (const { phrase } of found) takePhrase(reading, phrase);
    reading.found('serviceType', first.phrase.from, first.phrase.next, confidence);
    return services[0];
  }
  if (other) {
    const services = (findCategory(other.category)?.services ?? []).map(({ name }) => [name]);
    reading.doubt(
      { field: 'serviceType', kind: 'service_not_offered', choices: services },
      other.phrase.from,
      other.phrase.next,
    );
  }
  return undefined;
}

/** Only those that the catalog lists for the service, or for its category while the service is open. */
function specializationsOf(
  reading: Reading,
  mentions: readonly Mention[],
  category: CategoryName,
  service: ServiceTypeName | undefined,
): string[] {
  const offered = new Set(
    service
      ? (findService(service)?.specializations ?? [])
      : (findCategory(category)?.services ?? []).flatMap(({ specializations }) => specializations),
  );
  const found: string[] = [];
  for (const { specialization, phrase } of mentions) {
    if (specialization === undefined || !offered.has(specialization)) continue;
    takePhrase(reading, phrase);
    if (found.includes(specialization)) continue;
    found.push(specialization);
    reading.found('specializations', phrase.from, phrase.next, CONFIDENCE.usual);
  }
  return found;
}

/** How many there are stays to be told: it is no part of what they are. */
function takePhrase({ tokens, take }: Reading, { from, next }: PhraseFound): void {
  for (let index = from; index < next; index += 1) if (!isCount(tokens[index]?.word ?? '')) take(index, index + 1);
}

function distinct(choices: readonly (readonly string[])[]): string[][] {
  return [...new Set(choices.map(([name = '']) => name))].map((name) => [name]);
}

/** The category that a draft belongs to, also when only its service is known. */
export function draftCategory(draft: RequestDraft | undefined): CategoryName | undefined {
  return draft?.category ?? (draft?.serviceType && categoryOf(draft.serviceType));
}
