import { duration, integer } from './kinds.ts';
import { formatLimits, limits } from './limits.ts';
import { setting } from './setting.ts';

const HOUR_MS = 3_600_000;

/** Most mails and registrations that strangers can cause. */
const MOST = { mailbox_day: 10, domain: 60, caller: 20 } as const;

/** How somebody gets an account. */
export const REGISTRATION_SETTINGS = {
  ttlMs: setting(
    'PROXIE_REGISTRATION_TTL',
    duration(HOUR_MS, 30 * 24 * HOUR_MS),
    '24h',
    'How long a registration waits for its mail address to be confirmed.',
  ),
  mailsPerHour: setting(
    'PROXIE_CONFIRMATION_MAILS',
    integer(1, 1_000),
    '3',
    'How many mails registrations may send to one mailbox in an hour, whichever way its address is written, and as many codes to sign in; no more are sent, and no answer says so.',
  ),
  limits: setting(
    'PROXIE_REGISTRATION_LIMITS',
    limits<keyof typeof MOST>(MOST),
    formatLimits(MOST),
    'How many mails registrations may send to one mailbox in a day (`mailbox_day`) and to one domain in an hour (`domain`; ' +
      'the domains of large mail providers do not count), and how many accounts one IP may ask for in an hour (`caller`).',
  ),
};
