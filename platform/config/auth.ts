import { duration, integer, keyRing, text } from './kinds.ts';
import { OIDC_SETTINGS } from './oidc.ts';
import { optional, secretSetting, setting } from './setting.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** How people show who they are. */
export const AUTH_SETTINGS = {
  keys: secretSetting(
    'PROXIE_JWT_KEYS',
    keyRing,
    'Signing keys of access tokens as `kid:secret,kid2:secret2`; the first signs, all of them verify.',
  ),
  issuer: setting('PROXIE_JWT_ISSUER', text, 'proxie', 'The issuer that access tokens carry and must carry.'),
  audience: setting('PROXIE_JWT_AUDIENCE', text, 'proxie-api', 'The audience that access tokens must be meant for.'),
  accessTtlMs: setting(
    'PROXIE_ACCESS_TTL',
    duration(10 * SECOND_MS, 24 * HOUR_MS),
    '15m',
    'How long an access token is good for.',
  ),
  refreshTtlMs: setting(
    'PROXIE_REFRESH_TTL',
    duration(60 * SECOND_MS, 400 * 24 * HOUR_MS),
    '30d',
    'How long a refresh token is good for.',
  ),
  refreshGraceMs: setting(
    'PROXIE_REFRESH_GRACE',
    duration(0, 60 * SECOND_MS),
    '10s',
    'How long a used refresh token still leads to the one that replaced it; after that its use ends the login.',
  ),
  oidc: OIDC_SETTINGS,
  passwords: {
    atOnce: optional(
      'PROXIE_PASSWORDS_AT_ONCE',
      integer(1, 64),
      'half of the processors',
      'How many passwords a process hashes or verifies at a time; each takes 19 MiB and a processor for some 30 ms.',
    ),
    waiting: setting(
      'PROXIE_PASSWORDS_WAITING',
      integer(1, 100_000),
      '40',
      'How many passwords may wait for their turn; logins and registrations beyond get 503 at once.',
    ),
  },
} as const;
