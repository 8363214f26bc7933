import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** The parts of a token that anybody can read. Nothing in them is verified yet. */
export interface TokenText {
  readonly token: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

const MAX_AUTHORIZATION_LENGTH = 8_192;
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i;
const STRINGS = /"(?:[^"\\]|\\.)*"(\s*:)?/g;
const NAME = 'authorization';

/** How many Authorization headers came; node itself keeps the first and drops the others in silence. */
export function countAuthorizations({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === NAME.length && name.toLowerCase() === NAME) count += 1;
  }
  return count;
}

/** The token of an Authorization header; undefined for anything but one bearer token in three parts. */
export function bearerOf(authorization: string): string | undefined {
  return authorization.length > MAX_AUTHORIZATION_LENGTH ? undefined : BEARER.exec(authorization)?.[1];
}

/** Reads a token that has one reading only: undefined for sloppy base64url, broken UTF-8 and names that come twice. */
export function readToken(token: string): TokenText | undefined {
  const [header, claims, signature] = token.split('.').map(bytesOf);
  const read = { header: header && readObject(header), claims: claims && readObject(claims) };
  if (!read.header || !read.claims || !signature?.length) return undefined;
  return { token, header: read.header, claims: read.claims };
}

/** Several texts can decode to the same bytes; only the one that an encoder writes is taken. */
function bytesOf(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : undefined;
}

function readObject(bytes: Buffer): Record<string, unknown> | undefined {
  if (!isUtf8(bytes)) return undefined;
  const json = bytes.toString('utf8');
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return namesIn(json) === namesOf(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** In JSON that parses, a text before a colon is the name of a member. */
function namesIn(json: string): number {
  let count = 0;
  for (const [, colon] of json.matchAll(STRINGS)) if (colon !== undefined) count += 1;
  return count;
}

/** Of members with the same name the parser keeps one, so a doubled name makes this the smaller number. */
function namesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((count, each) => count + namesOf(each), own);
}
