import { isServiceTypeName, type ServiceTypeName } from '#domain/catalog.ts';
import type { Currency } from '#domain/money.ts';
import { readPrices } from './budget.ts';
import { readDates } from './dates.ts';
import { isForeign } from './language.ts';
import { localNow } from './local-now.ts';
import { readPerson, type PersonRead } from './person.ts';
import { priceList, type ServicePrice, type SpokenPrice } from './price-lists.ts';
import { isNotDone, readOffered } from './services.ts';
import { readTimes } from './times.ts';
import { tokenize } from './tokens.ts';
import type { IntakeContext } from './types.ts';
import { readPlaces } from './understand.ts';
import { readWeeklyHours, type WeeklyHoursRead } from './weekly-hours.ts';

/** What somebody says of themselves who wants to become a provider; what nobody spoke of is absent. */
export interface EnrollingRead extends PersonRead {
  readonly services: readonly ServiceTypeName[];
  /** Services that are taken away: "remove the haircuts", "I don't do plumbing any more". */
  readonly removed: readonly ServiceTypeName[];
  /** Specialties that are taken away, while their service stays: "forget the beard trims". */
  readonly removedSpecialties: readonly string[];
  /** Work that was named and that the catalog does not have, in its words. */
  readonly notOffered: readonly string[];
  readonly specializations: readonly string[];
  readonly location?: { readonly city: string; readonly neighborhood?: string };
  /** The one price that was said. */
  readonly price?: SpokenPrice;
  /** Several prices, each for its own services: "cuts 40, colour 90". */
  readonly prices: readonly ServicePrice[];
  /** Several prices, and nobody can tell for what. */
  readonly isPriceUnclear: boolean;
  /** "From 40 dollars": it has no upper end. */
  readonly isPriceOpen: boolean;
  readonly hours: WeeklyHoursRead;
  readonly isForeign: boolean;
}

/**
 * Reads one sentence by rules alone: what work somebody wants to offer, where, when, for how much, and who they are. Several
 * services may be named at once. A place that nobody works in yet is taken as it is written: people know where they live. The
 * same sentence always gives the same answer, any text is answered, and nothing is invented.
 */
export function readEnrolling(text: string, context: Omit<IntakeContext, 'previous'>): EnrollingRead {
  const { person, rest } = readPerson(text);
  const raw = tokenize(rest);
  const hours = readWeeklyHours(rest);
  const nothing = { services: [], notOffered: [], removed: [], removedSpecialties: [], specializations: [] };
  const noPrice = { prices: [], isPriceOpen: false, isPriceUnclear: false };
  if (isForeign(raw)) return { ...nothing, ...noPrice, hours, isForeign: true };
  const { reading, location } = readPlaces(rest, raw, context);
  readDates(reading, localNow(context.nowMs, context.timezone).day); // days and times are no amounts of money
  readTimes(reading);
  const { serviceType, specializations, refused, refusedServices, otherWork, named } = readOffered(reading, isNotDone);
  const prices = readPrices(reading, context.currency);
  const doubts = reading.ambiguous.filter(({ kind }) => kind === 'two_services');
  const doubtful = doubts.flatMap(({ choices }) => choices.flat()).filter((name) => isServiceTypeName(name));
  const place = location ?? namedPlace(reading.ambiguous);
  const closed = prices.flatMap(({ index, min, max, currency }) =>
    max === undefined ? [] : { index, price: rangeOf(min, max, currency) },
  );
  const several = closed.length > 1 && closed.length === prices.length ? priceList(reading, closed, named) : undefined;
  const [only] = prices.length === 1 ? closed : [];
  return {
    ...person,
    services: serviceType ? [serviceType] : [...new Set(doubtful)],
    removed: refusedServices,
    removedSpecialties: refused,
    notOffered: otherWork,
    specializations,
    ...(place && { location: place }),
    ...(only && { price: only.price }),
    prices: several ?? [],
    isPriceOpen: prices.length === 1 && only === undefined,
    isPriceUnclear: prices.length > 1 && several === undefined,
    hours,
    isForeign: false,
  };
}

/** One amount is the price; two are where it begins and ends. */
function rangeOf(min: number | undefined, max: number, currency: Currency) {
  return { min: min === undefined || min === 0 ? max : min, max, currency };
}

function namedPlace(ambiguous: ReturnType<typeof readPlaces>['reading']['ambiguous']): { city: string } | undefined {
  const unknown = ambiguous.find(({ kind }) => kind === 'unknown_place');
  return unknown && { city: unknown.text };
}
