import { forge, type HostileContext } from './forge.ts';

/** One way to send a good token so that it must not count. */
export interface HostileHeaders {
  readonly name: string;
  /** The header lines without their ends; they are to be sent as they are. */
  readonly lines: (context: HostileContext) => string[];
  /** True when it breaks the rules of HTTP, so that the connection is refused before anybody sees a request. */
  readonly isBroken?: true;
}

type Lines = (token: string, other: string) => string[];

/** Authorization headers that are none, too many, or say something else. */
const HEADERS: Record<string, Lines> = {
  'two good tokens': (token, other) => [`Authorization: Bearer ${token}`, `Authorization: Bearer ${other}`],
  'the same token twice': (token) => [`Authorization: Bearer ${token}`, `Authorization: Bearer ${token}`],
  'a good token and an empty header': (token) => [`Authorization: Bearer ${token}`, 'Authorization:'],
  'an empty header and a good token': (token) => ['Authorization:', `Authorization: Bearer ${token}`],
  'a good token and a bad one': (token) => [`Authorization: Bearer ${token}`, 'Authorization: Bearer a.b.c'],
  'a bad token and a good one': (token) => ['authorization: Bearer a.b.c', `AUTHORIZATION: Bearer ${token}`],
  'a good token and Basic': (token) => [`Authorization: Bearer ${token}`, 'Authorization: Basic YTpi'],
  'a list of bearers': (token, other) => [`Authorization: Bearer ${token}, Bearer ${other}`],
  'a list of tokens': (token, other) => [`Authorization: Bearer ${token}, ${other}`],
  'Basic with the token': (token) => [`Authorization: Basic ${token}`],
  'Basic with the token as password': (token) => [`Authorization: Basic ${btoa(`token:${token}`)}`],
  'the scheme DPoP': (token) => [`Authorization: DPoP ${token}`],
  'the scheme Token': (token) => [`Authorization: Token ${token}`],
  'the scheme Bearer with a colon': (token) => [`Authorization: Bearer: ${token}`],
  'the scheme Bearer twice': (token) => [`Authorization: Bearer Bearer ${token}`],
  'a parameter': (token) => [`Authorization: Bearer token=${token}`],
  'no scheme': (token) => [`Authorization: ${token}`],
  'no token': () => ['Authorization: Bearer'],
  'nothing at all': () => ['Authorization:'],
  'a tab behind the scheme': (token) => [`Authorization: Bearer\t${token}`],
  'a blank of another script behind the scheme': (token) => [`Authorization: Bearer\u00A0${token}`],
};

/** Places in which a token means nothing. */
const PLACES: Record<string, Lines> = {
  'a cookie': (token) => [`Cookie: access_token=${token}; Authorization=Bearer ${token}`],
  'Proxy-Authorization': (token) => [`Proxy-Authorization: Bearer ${token}`],
  'X-Authorization': (token) => [`X-Authorization: Bearer ${token}`, `X-Access-Token: ${token}`],
  'X-Forwarded-User': (token) => ['X-Forwarded-User: admin', `X-Forwarded-Access-Token: ${token}`],
  Authorization_: (token) => [`Authorization_: Bearer ${token}`],
};

const BROKEN: Record<string, Lines> = {
  'a NUL': (token) => [`Authorization: Bearer ${token}\0`],
  'a line break inside': (token) => [`Authorization: Bearer\n ${token}`],
  'a carriage return inside': (token) => [`Authorization: Bearer ${token}\r.`],
  'a blank before the colon': (token) => [`Authorization : Bearer ${token}`],
  'a million characters': (token) => [`Authorization: Bearer ${token}${'x'.repeat(1_000_000)}`],
};

/** Headers in which a good token is refused, wherever a token may be sent. */
export const HOSTILE_HEADERS: readonly HostileHeaders[] = [...listOf(HEADERS), ...listOf(BROKEN, true)];

/** Headers with which a good token does not count: whoever sends them is anonymous. */
export const MEANINGLESS_HEADERS: readonly HostileHeaders[] = listOf(PLACES);

function listOf(all: Record<string, Lines>, isBroken?: true): HostileHeaders[] {
  return Object.entries(all).map(([name, lines]) => ({
    name,
    lines: (context) => lines(forge(context), forge(context)),
    ...(isBroken && { isBroken }),
  }));
}
