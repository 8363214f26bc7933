import { z } from 'zod';
import { ROLES } from '#domain/accounts.ts';
import { CURRENCIES } from '#domain/money.ts';
import { PRIVACY_RADIUS_KM } from '#domain/matching/area.ts';
import { isTimeZone } from '#domain/availability/zone.ts';
import { DAY_MS, isLocalDate, toLocalDate } from '#domain/local-date.ts';

export const Role = z.enum(ROLES).meta({ id: 'Role', description: 'What an account may act as.' });
export type Role = z.infer<typeof Role>;

/** The id of one kind of resource; ids of two kinds cannot be mistaken for each other by the type checker. */
export const uuidOf = <const Name extends string>(name: Name) =>
  z
    .uuid()
    .brand<Name>()
    .meta({ id: name, description: `A ${name}: a UUID.`, examples: ['01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d'] });

/** For a condition between fields: it is looked at only when each of them is right by itself, so a mistake is told once. */
export const WHEN_SOUND = { when: ({ issues }: z.core.ParsePayload): boolean => issues.length === 0 };

/** How far ahead anybody may name a date or a moment. Nothing that is planned lies further away, and no clock overflows. */
export const HORIZON_DAYS = 730;

/** Nothing here is older, and what is read of the past has to start somewhere. */
const FIRST_DAY = '1970-01-01';

/** True for a date from 1970 on that lies at most the horizon ahead. */
export function isNearDate(date: string, nowMs = Date.now()): boolean {
  return date >= FIRST_DAY && date <= toLocalDate(Math.floor(nowMs / DAY_MS) + HORIZON_DAYS);
}

/** As RFC 3339 has it, but from the year 1 on, and with as many digits as a clock has: the database takes no others. */
const UTC = `^(?!0000)${z.core.regexes
  .datetime({})
  .source.slice(1)
  .replace(String.raw`\.\d+`, String.raw`\.\d{1,9}`)}`;

/** The same from 1970 to 2199 at any offset, with the letters of either case. */
const ANY_OFFSET = `^(?=19[7-9]|2[01])${z.core.regexes
  .datetime({ offset: true })
  .source.slice(1)
  .replace(String.raw`\.\d+`, String.raw`\.\d{1,9}`)
  .replace('T', '[Tt]')
  .replace('Z', '[Zz]')}`;

/** A moment as it is answered: RFC 3339 in UTC. */
export const Instant = z
  .string()
  .regex(new RegExp(UTC), { error: 'expected an instant in UTC, such as 2026-03-02T09:00:00Z', abort: true })
  .meta({
    id: 'Instant',
    description: 'A moment in UTC, by RFC 3339.',
    format: 'date-time',
    examples: ['2026-03-02T09:00:00Z'],
  });
export type Instant = z.infer<typeof Instant>;

/** Writes a moment in the one form that answers have. */
export function toInstant(moment: Date | number): Instant {
  return new Date(moment).toISOString();
}

/**
 * A moment as a caller names it: RFC 3339 at any offset, from 1970 to two years ahead. Whatever the spelling, it comes out as
 * `toInstant` writes it, so that two spellings of one moment are one value.
 */
export const InstantInput = z
  .string()
  .regex(new RegExp(ANY_OFFSET), {
    error: 'expected an instant with its offset, such as 2026-03-02T09:00:00Z or 2026-03-02T10:00:00+01:00',
    abort: true,
  })
  .overwrite((text) => toInstant(Date.parse(text.toUpperCase())))
  .refine((instant) => isNearDate(instant.slice(0, 10)), {
    error: 'expected an instant from 1970 on, at most two years ahead',
    abort: true,
  })
  .meta({
    id: 'InstantInput',
    description: 'A moment by RFC 3339, at any offset from UTC: from 1970 on, at most two years ahead.',
    format: 'date-time',
    examples: ['2026-03-02T09:00:00Z'],
  });

/** The same in a query, where an unescaped `+` arrives as a space. */
export const InstantInQuery = z.preprocess(
  (value) => (typeof value === 'string' ? value.replace(/ (?=\d\d:\d\d$)/, '+') : value),
  InstantInput,
);

/** A date of the calendar without a time or a zone, as near as people plan. */
export const LocalDate = z
  .string()
  .refine(isLocalDate, { error: 'expected a date, such as 2026-03-02', abort: true })
  .refine((date) => isNearDate(date), 'expected a date from 1970 on, at most two years ahead')
  .meta({
    id: 'LocalDate',
    description: 'A date without a time, from 1970 on and at most two years ahead.',
    format: 'date',
    examples: ['2026-03-02'],
  });
export type LocalDate = z.infer<typeof LocalDate>;

/** The name of a time zone in the IANA database. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'expected an IANA time zone, such as Europe/Berlin')
  .meta({ id: 'TimeZone', description: 'An IANA time zone.', examples: ['Europe/Berlin'] });
export type TimeZone = z.infer<typeof TimeZone>;

/** The code of a currency by ISO 4217. */
export const CurrencyCode = z
  .enum(CURRENCIES)
  .meta({ id: 'CurrencyCode', description: 'A currency by ISO 4217.', examples: ['EUR'] });
export type CurrencyCode = z.infer<typeof CurrencyCode>;

/** The largest amount the database column holds. */
export const MAX_AMOUNT = 2_147_483_647;

/** An amount in minor units of its currency. */
export const Money = z
  .strictObject({
    amount: z.int().min(0).max(MAX_AMOUNT).meta({ description: 'In minor units: 4500 is 45.00 EUR.' }),
    currency: CurrencyCode,
  })
  .meta({ id: 'Money', description: 'An amount in minor units.', examples: [{ amount: 4500, currency: 'EUR' }] });
export type Money = z.infer<typeof Money>;

const isForward = ({ start, end }: { start: string; end: string }): boolean => Date.parse(start) < Date.parse(end);
const FORWARD = { path: ['end'], error: 'expected to be after the start', ...WHEN_SOUND };
const SLOT_EXAMPLES = [{ start: '2026-03-02T09:00:00Z', end: '2026-03-02T10:00:00Z' }];

/**
 * A stretch of time as it is answered; its end is not part of it and lies after its start. It has the fields of what a caller
 * names, so that typed clients can send what they have read.
 */
export const Slot = z
  .strictObject({
    start: Instant,
    end: Instant,
    outsideHours: z.boolean().optional().meta({
      description:
        'True for a slot of an offer that lies outside the opening hours and that the provider has confirmed; absent otherwise.',
    }),
  })
  .refine(isForward, FORWARD)
  .meta({ id: 'Slot', description: 'A stretch of time; the end is not part of it.', examples: SLOT_EXAMPLES });
export type Slot = z.infer<typeof Slot>;

/** The same as a caller names it. */
export const SlotInput = z
  .strictObject({
    start: InstantInput,
    end: InstantInput,
    outsideHours: z.boolean().optional().meta({
      description:
        'In an offer it confirms a slot outside your opening hours; notice, bookings, buffers and the most bookings a day still count. Everywhere else it changes nothing, so that a slot can be sent as it was read.',
    }),
  })
  .refine(isForward, FORWARD)
  .meta({ id: 'SlotInput', description: 'A stretch of time; the end is not part of it.', examples: SLOT_EXAMPLES });

/** Rounds to so many decimals, and knows no negative zero: a number so short survives every float column and formula. */
const roundedTo =
  (decimals: number) =>
  (value: number): number =>
    Math.round(value * 10 ** decimals) / 10 ** decimals + 0;
const degrees = roundedTo(6); // a hand's breadth

/** Degrees to the north, to six decimals; those to the south are negative. */
export const Latitude = z.number().min(-90).max(90).overwrite(degrees);
/** Degrees to the east, to six decimals; those to the west are negative. */
export const Longitude = z.number().min(-180).max(180).overwrite(degrees);

/** How far somebody goes, in kilometres, to the metre. */
export const RadiusKm = z.number().min(0.1).max(500).overwrite(roundedTo(3));

/** How far two people are apart, as either of them is told: never more closely than a kilometre. */
export const DistanceKm = z.int().min(PRIVACY_RADIUS_KM).meta({
  description: 'Between the areas that both live in, in whole kilometres; 1 stands for everything nearer.',
});

/** A number that a row is changed by, as a caller names it: no larger than the column that counts. */
export const Revision = z.int().positive().max(1_000_000_000);

/** A place on the earth, in degrees. */
export const GeoPoint = z
  .strictObject({ lat: Latitude, lng: Longitude })
  .meta({ id: 'GeoPoint', description: 'A place in degrees.', examples: [{ lat: 52.52, lng: 13.405 }] });
export type GeoPoint = z.infer<typeof GeoPoint>;

type MaybeGeoPoint = { readonly [Key in keyof GeoPoint]?: number | null | undefined };

/** The same place, refused when it has only one of its coordinates. The document says it of a field that is left out. */
export const withBothCoordinates = <Place extends z.ZodType<MaybeGeoPoint>>(place: Place): Place =>
  place
    .refine(({ lat, lng }) => (lat == null) === (lng == null), {
      error: 'needs both lat and lng, or neither',
      path: ['lat'],
      ...WHEN_SOUND,
    })
    .meta({
      description: 'A place with both of its coordinates, `lat` and `lng`, or with neither.',
      dependentRequired: { lat: ['lng'], lng: ['lat'] },
    });

/** A query parameter that may be given several times. */
export const listInQuery = <Item extends z.ZodType>(item: Item, maxItems = 20) =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(item).max(maxItems));
