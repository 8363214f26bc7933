import { z } from 'zod';
import type { Quotas } from '#domain/quotas.ts';
import { duration, type Kind } from './kinds.ts';
import { setting } from './setting.ts';

const MINUTE_MS = 60_000;
const MAX_LIMIT = 1_000_000;
const LIMIT = /^\s*(\w+)\s*=\s*(\d{1,7})\s*$/;

/** Calls a minute, by the class of the operation. */
const PER_MINUTE = {
  documents: 600, // pages, files and metrics: the same for everybody, so they are cheap
  login: 10,
  chat: 30,
  requests: 60,
  offers: 30,
  bookings: 30,
  providers: 100,
  uploads: 20,
  downloads: 120, // of images
  codec: 1_000, // the Temporal UI asks for each payload of a history alone
  sockets: 300, // what a socket sends; each chat message counts as `chat`
  other: 100,
} as const;

/** How many uploads and downloads of images may be under way at a time, in a process and from an account. */
const IMAGES = { uploads: 32, uploads_account: 4, downloads: 100, downloads_account: 8 } as const;

/** What sockets may do in a minute. */
const SOCKETS = {
  connects_account: 60,
  connects_address: 300,
  kilobytes_account: 2_000,
  kilobytes_address: 20_000,
} as const;

/** The limits of sockets by their names. */
export type SocketLimitName = keyof typeof SOCKETS;

const LOGIN_FAILURES = { pair: 10, ip: 100, address: 50, device: 10 } as const;

/** Limits by name; those that are not named keep their default. */
export function limits<Name extends string>(
  defaults: Readonly<Record<Name, number>>,
): Kind<Readonly<Record<Name, number>>> {
  const names = Object.keys(defaults);
  return {
    expects: `limits such as ${names[0]}=20, separated by commas, each from 1 to ${MAX_LIMIT}, of ${names.join(', ')}`,
    schema: z.string().transform((text, ctx) => {
      const given: Record<string, number> = {};
      for (const entry of text.split(',')) {
        const [, name = '', amount = ''] = LIMIT.exec(entry) ?? [];
        const message = faultOf(entry, name, Number(amount));
        if (message !== undefined) ctx.addIssue({ code: 'custom', message });
        given[name] = Number(amount);
      }
      return { ...defaults, ...given };

      function faultOf(entry: string, name: string, limit: number): string | undefined {
        if (name === '') return `'${entry.trim()}' is no limit`;
        if (!names.includes(name)) return `there is no limit called '${name}'`;
        if (Object.hasOwn(given, name)) return `'${name}' is there twice`;
        return limit < 1 || limit > MAX_LIMIT ? `'${name}' is out of range` : undefined;
      }
    }),
  };
}

/** Writes limits in the form that the kind reads. */
export function formatLimits(given: Readonly<Record<string, number>>): string {
  return Object.entries(given)
    .map(([name, limit]) => `${name}=${limit}`)
    .join(',');
}

/** What may be asked of the API, and how often. */
export const LIMIT_SETTINGS = {
  perMinute: setting(
    'PROXIE_RATE_LIMITS',
    limits(PER_MINUTE),
    formatLimits(PER_MINUTE),
    'How many calls of each kind a user has in a minute, or an IP without a token; what is left out keeps its default.',
  ),
  images: setting(
    'PROXIE_IMAGE_LIMITS',
    limits(IMAGES),
    formatLimits(IMAGES),
    'How many uploads and downloads of images may be under way at a time, in one process and from one account; more are refused at once.',
  ),
  sockets: setting(
    'PROXIE_SOCKET_LIMITS',
    limits<SocketLimitName>(SOCKETS),
    formatLimits(SOCKETS),
    'How many sockets an account and an address may open in a minute, and how many kilobytes they may send over all of ' +
      'them; a frame counts as half a kilobyte at least. Whoever sends more is disconnected.',
  ),
  loginFailures: setting(
    'PROXIE_LOGIN_FAILURES',
    limits(LOGIN_FAILURES),
    formatLimits(LOGIN_FAILURES),
    'How many logins may fail for one mail address from one IP (`pair`), from one IP, for one mail address (`address`; beyond, a new device needs the code of a mail) and on one device that has signed in before.',
  ),
  loginFailureWindowMs: setting(
    'PROXIE_LOGIN_FAILURE_WINDOW',
    duration(1_000, 24 * 60 * MINUTE_MS),
    '1h',
    'How long failed logins count.',
  ),
};

/** How much of each quota an account has. */
const ALLOWED: Quotas = {
  open_requests: 20,
  leads: 300,
  edits_per_request: 30,
  offers_per_request: 5,
  cancellations: 3,
  images: 300,
  image_megabytes: 200,
  conversations: 100,
  open_drafts: 30,
  submissions: 5,
};

/** What an account may have and cause. */
export const QUOTA_SETTING = setting(
  'PROXIE_QUOTAS',
  limits(ALLOWED),
  formatLimits(ALLOWED),
  'How much an account may have at a time or cause in 24 hours; what is left out keeps its default. `GET /v1/limits` says what each is.',
);
