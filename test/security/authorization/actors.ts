import { SignJWT } from 'jose';
import type { Actor } from '#api/http/access.ts';
import type { Role } from '#domain/accounts.ts';
import type { Relation } from './operations.ts';

/** Everybody whose token is good: what they are besides consumers, and how they stand to the things of the world. */
export const PEOPLE = {
  owner: { roles: [], is: ['consumer'] },
  otherConsumer: { roles: [], is: [] },
  providerParty: { roles: ['provider'], is: ['provider', 'lead_holder'] },
  /** Was told of the same request and offered for it, too. */
  rival: { roles: ['provider'], is: ['lead_holder'] },
  /** Was ranked for the request and not told of it. */
  matchedProvider: { roles: ['provider'], is: [] },
  /** Was rejected when the request was matched. */
  otherProvider: { roles: ['provider'], is: [] },
  /** Was told of the request and paused after that. */
  pausedProvider: { roles: ['provider'], is: ['lead_holder'] },
  /** Was told of the request, too, and has one of their own, for which the providerParty and the rival were told. */
  bothSides: { roles: ['provider'], is: ['lead_holder'] },
  admin: { roles: ['admin'], is: ['admin'] },
  /** Keeps an operator's rights apart from a provider's. */
  adminWhoProvides: { roles: ['provider', 'admin'], is: ['admin'] },
} as const satisfies Record<string, { roles: readonly Role[]; is: readonly Relation[] }>;

/** Somebody whose token is good. */
export type PersonName = keyof typeof PEOPLE;
export const PERSON_NAMES = Object.keys(PEOPLE) as PersonName[];

/** Those whose token is not, and those who have none. `suspended` and `deleted` had every role. */
export const OUTSIDERS = ['nobody', 'badToken', 'expiredToken', 'suspended', 'deleted'] as const;
export type OutsiderName = (typeof OUTSIDERS)[number];

/** Somebody who calls. */
export type CallerName = PersonName | OutsiderName;
export const CALLERS: readonly CallerName[] = [...OUTSIDERS, ...PERSON_NAMES];

/** Whoever holds an account of the world. */
export interface Person extends Actor {
  readonly token: string;
  /** As good as the token, but its time is over. */
  readonly expired: string;
}

/** All who call, with what they call with. */
export interface Cast {
  readonly people: Readonly<Record<PersonName, Person>>;
  readonly suspended: string;
  readonly deleted: string;
}

/** True for somebody whose token is good. */
export function isPerson(caller: CallerName): caller is PersonName {
  return Object.hasOwn(PEOPLE, caller);
}

/** How a caller stands to the things of the world. */
export function relationsOf(person: PersonName): readonly Relation[] {
  return ['account', ...PEOPLE[person].is];
}

/** What a caller sends as its token; a bad and an expired one are those of `victim`, who would be let in. */
export function tokenOf({ people, ...others }: Cast, caller: CallerName, victim: PersonName): string | undefined {
  if (isPerson(caller)) return people[caller].token;
  if (caller === 'nobody') return undefined;
  if (caller === 'badToken') return forged(people[victim].token);
  if (caller === 'expiredToken') return people[victim].expired;
  return others[caller];
}

/** The same claims under another signature. */
function forged(token: string): string {
  const [header, claims, signature = ''] = token.split('.');
  const other = signature.startsWith('A') ? 'B' : 'A';
  return [header, claims, other + signature.slice(1)].join('.');
}

/** The claims and the header of a good token, signed again with the right key for a time that is over. */
export async function expire(token: string, key: Parameters<SignJWT['sign']>[0]): Promise<string> {
  const [header = '', claims = ''] = token.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as { alg: string };
  const hourAgo = Math.floor(Date.now() / 1_000) - 3_600;
  return new SignJWT({ ...read(claims), iat: hourAgo - 900, exp: hourAgo }).setProtectedHeader(read(header)).sign(key);
}
