import { z } from 'zod';
import { ROLES } from '#domain/accounts.ts';
import { CURRENCIES } from '#domain/money.ts';
import { isTimeZone } from '#domain/availability/zone.ts';
import { isLocalDate } from '#domain/local-date.ts';

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

/** As RFC 3339 has it, but from the year 1 on, and with as many digits as a clock has: the database takes no others. */
const INSTANT = `^(?!0000)${z.core.regexes
  .datetime({})
  .source.slice(1)
  .replace(String.raw`\.\d+`, String.raw`\.\d{1,9}`)}`;

/** A moment, as RFC 3339 in UTC. */
export const Instant = z
  .string()
  .regex(new RegExp(INSTANT), { error: 'expected an instant in UTC, such as 2026-03-02T09:00:00Z', abort: true })
  .meta({
    id: 'Instant',
    description: 'A moment in UTC, by RFC 3339.',
    format: 'date-time',
    examples: ['2026-03-02T09:00:00Z'],
  });
export type Instant = z.infer<typeof Instant>;

/** Writes a moment in the form that `Instant` accepts. */
export function toInstant(moment: Date | number): Instant {
  return new Date(moment).toISOString();
}

/** A date of the calendar without a time or a zone. */
export const LocalDate = z
  .string()
  .refine(isLocalDate, 'expected a date, such as 2026-03-02')
  .meta({ id: 'LocalDate', description: 'A date without a time.', format: 'date', examples: ['2026-03-02'] });
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

/** A stretch of time; its end is not part of it and lies after its start. */
export const Slot = z
  .strictObject({ start: Instant, end: Instant })
  .refine(({ start, end }) => Date.parse(start) < Date.parse(end), {
    path: ['end'],
    error: 'expected to be after the start',
    ...WHEN_SOUND,
  })
  .meta({
    id: 'Slot',
    description: 'A stretch of time; the end is not part of it.',
    examples: [{ start: '2026-03-02T09:00:00Z', end: '2026-03-02T10:00:00Z' }],
  });
export type Slot = z.infer<typeof Slot>;

/** Degrees to the north; those to the south are negative. */
export const Latitude = z.number().min(-90).max(90);
/** Degrees to the east; those to the west are negative. */
export const Longitude = z.number().min(-180).max(180);

/** A place on the earth, in degrees. */
export const GeoPoint = z
  .strictObject({ lat: Latitude, lng: Longitude })
  .meta({ id: 'GeoPoint', description: 'A place in degrees.', examples: [{ lat: 52.52, lng: 13.405 }] });
export type GeoPoint = z.infer<typeof GeoPoint>;

type MaybeGeoPoint = { readonly [Key in keyof GeoPoint]?: number | null | undefined };

/** The same place, refused when it has only one of its coordinates. The document says so too. */
export const withBothCoordinates = <Place extends z.ZodType<MaybeGeoPoint>>(place: Place): Place =>
  place
    .refine(({ lat, lng }) => (lat == null) === (lng == null), {
      error: 'needs both lat and lng, or neither',
      path: ['lat'],
      ...WHEN_SOUND,
    })
    .meta({
      dependentRequired: { lat: ['lng'], lng: ['lat'] },
      anyOf: ['number', 'null'].map((type) => ({ properties: { lat: { type }, lng: { type } } })),
    });

/** A query parameter that may be given several times. */
export const listInQuery = <Item extends z.ZodType>(item: Item, maxItems = 20) =>
  z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(item).max(maxItems));
