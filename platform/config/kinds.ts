import { z } from 'zod';

/** How the text of one environment variable becomes a value, and how to say what was expected of it. */
export interface Kind<T> {
  readonly expects: string;
  readonly schema: z.ZodType<T, string>;
}

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
type Unit = keyof typeof UNIT_MS;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const KEY_ID = /^[A-Za-z0-9_-]{1,64}$/;
/** HS256 is only as strong as its key: RFC 7518 asks for at least the size of the hash. */
export const MIN_SECRET_BYTES = 32;

/** One named signing secret of the key ring. */
export interface SigningKey {
  readonly kid: string;
  readonly secret: string;
}

const numeric = (pattern: RegExp) => z.string().regex(pattern).transform(Number);

/** A whole number inside the given bounds. */
export const integer = (min: number, max: number): Kind<number> => ({
  expects: `a whole number from ${min} to ${max}`,
  schema: numeric(/^\d{1,15}$/).pipe(z.number().min(min).max(max)),
});

/** A share between 0 and 1, such as a matching weight. */
export const share: Kind<number> = {
  expects: 'a number from 0 to 1',
  schema: numeric(/^\d*\.?\d+$/).pipe(z.number().min(0).max(1)),
};

/** A TCP port; 0 means that the system picks a free one. */
export const port: Kind<number> = {
  ...integer(0, 65_535),
  expects: 'a port from 1 to 65535 (or 0 for any free one)',
};

/** A span of time with its unit, kept in milliseconds. */
export const duration = (minMs: number, maxMs = 3_650 * UNIT_MS.d): Kind<number> => ({
  expects: `a time with its unit, such as 500ms, 15m, 2h or 30d, from ${formatDuration(minMs)} to ${formatDuration(maxMs)}`,
  schema: z
    .string()
    .regex(/^\d{1,9}(ms|s|m|h|d)$/)
    .transform((text) => {
      const [, amount = '', unit = 'ms'] = /^(\d+)(\D+)$/.exec(text) ?? [];
      return Number(amount) * UNIT_MS[unit as Unit];
    })
    .pipe(z.number().min(minMs).max(maxMs)),
});

/** Writes milliseconds in the form that `duration` reads, with the largest unit that loses nothing. */
export function formatDuration(durationMs: number): string {
  const unit =
    (['d', 'h', 'm', 's'] as const).find((each) => durationMs > 0 && durationMs % UNIT_MS[each] === 0) ?? 'ms';
  return `${durationMs / UNIT_MS[unit]}${unit}`;
}

/** `true` or `false`. */
export const bool: Kind<boolean> = {
  expects: 'true or false',
  schema: z.enum(['true', 'false']).transform((text) => text === 'true'),
};

/** Any text that is not empty. */
export const text: Kind<string> = {
  expects: 'a text that is not empty',
  schema: z.string().trim().min(1),
};

/** One of a fixed list of words. */
export const oneOf = <const W extends readonly [string, ...string[]]>(words: W): Kind<W[number]> => ({
  expects: `one of ${words.join(', ')}`,
  schema: z.enum(words) as unknown as z.ZodType<W[number], string>,
});

/** What pino calls its levels. */
export const logLevel = oneOf(LOG_LEVELS);

/** An absolute URL with one of the given schemes, without a slash at its end. */
export const url = (...schemes: readonly string[]): Kind<string> => ({
  expects: `a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  schema: z
    .string()
    .refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)))
    .transform((value) => value.replace(/\/+$/, '')),
});

/** A mail address, bare or behind a name: `Name <name@example.org>`. */
export const mailbox: Kind<string> = {
  expects: 'a mail address such as name@example.org or Name <name@example.org>',
  schema: z
    .string()
    .trim()
    .regex(/^(?:[^<>@"(),:;\p{Cc}]+ <[^<>@"\s]+@[^<>@"\s]+>|[^<>@"\s]+@[^<>@"\s]+)$/u),
};

/** The identifier of an OpenID Connect issuer: compared letter by letter with `iss`, so it is kept as it is written. */
export const issuerUrl: Kind<string> = {
  expects: 'a URL that starts with https:// (or http://) and has neither query nor fragment',
  schema: z
    .string()
    .max(255)
    .refine((value) => URL.canParse(value) && /^https?:\/\/[^?#\s@]+$/.test(value)),
};

/** Browser origins, separated by commas; empty means that only our own pages may call. */
export const origins: Kind<readonly string[]> = {
  expects: 'origins such as https://example.org, separated by commas (or * for all)',
  schema: z
    .string()
    .transform((value) => splitList(value))
    .pipe(z.array(z.string().refine((origin) => origin === '*' || isOrigin(origin)))),
};

/** Names of hosts, separated by commas. */
export const hostNames: Kind<readonly string[]> = {
  expects: 'host names such as proxie.local, separated by commas, without a scheme or a port',
  schema: z
    .string()
    .transform((value) => splitList(value))
    .pipe(z.array(z.string().regex(/^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*$/i))),
};

/** A ring of signing keys: the first signs, all of them verify, so that keys can be rotated without logging anyone out. */
export const keyRing: Kind<readonly SigningKey[]> = {
  expects: `keys as kid:secret, separated by commas, each id once and each secret at least ${MIN_SECRET_BYTES} bytes long`,
  schema: z
    .string()
    .transform((value) => splitList(value).map(toSigningKey))
    .refine((keys) => keys.length > 0 && keys.every(isUsableKey))
    .refine((keys) => new Set(keys.map((key) => key.kid)).size === keys.length),
};

/** One secret of at least 32 bytes. */
export const secret: Kind<string> = {
  expects: `a secret of at least ${MIN_SECRET_BYTES} bytes`,
  schema: z.string().refine((value) => Buffer.byteLength(value) >= MIN_SECRET_BYTES),
};

const splitList = (value: string): string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const isOrigin = (value: string): boolean => URL.canParse(value) && new URL(value).origin === value;

const toSigningKey = (entry: string): SigningKey => {
  const colon = entry.indexOf(':');
  return { kid: entry.slice(0, Math.max(colon, 0)), secret: entry.slice(colon + 1) };
};

const isUsableKey = (key: SigningKey): boolean =>
  KEY_ID.test(key.kid) && Buffer.byteLength(key.secret) >= MIN_SECRET_BYTES;
