import { AUTH_SETTINGS } from './auth.ts';
import {
  bool,
  duration,
  integer,
  keyRing,
  logLevel,
  mailbox,
  oneOf,
  origins,
  port,
  secret,
  share,
  text,
  url,
} from './kinds.ts';
import { ALLOWED_HOSTS } from './hosts.ts';
import { LIMIT_SETTINGS } from './limits.ts';
import { LLM_SETTINGS } from './llm.ts';
import { REGISTRATION_SETTINGS } from './registration.ts';
import { optional, optionalSecret, secretSetting, setting } from './setting.ts';
import { TRUST_SETTINGS } from './trust.ts';
import { WEB_SETTINGS } from './web.ts';
import { WORKER_SETTINGS } from './worker.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** Every setting there is. The README's table is made from this list. */
export const SETTINGS = {
  environment: setting(
    'NODE_ENV',
    oneOf(['development', 'production', 'test']),
    'development',
    'In production, secrets must be given and strong, the log is JSON, and nothing is seeded.',
  ),
  logLevel: setting('LOG_LEVEL', logLevel, 'info', 'The least important line that is still logged.'),
  http: {
    host: setting('PROXIE_HOST', text, '127.0.0.1', 'The address that the API listens on.'),
    port: setting('PORT', port, '3000', 'The port that the API listens on.'),
    publicUrl: optional(
      'PROXIE_PUBLIC_URL',
      url('http', 'https'),
      'made from host and port',
      'The address by which clients reach the API; the links in answers start with it.',
    ),
    trustProxy: setting(
      'PROXIE_TRUST_PROXY',
      integer(0, 10),
      '0',
      'How many reverse proxies stand in front of the API; their forwarding headers are believed.',
    ),
    bodyLimitBytes: setting(
      'PROXIE_BODY_LIMIT_BYTES',
      integer(1_000, 10_000_000),
      '100000',
      'The largest request body; a larger one is answered with 413.',
    ),
    drainMs: setting(
      'PROXIE_DRAIN',
      duration(0, 600 * SECOND_MS),
      '0s',
      'How long a process that was told to stop still takes requests while `/ready` says 503; set it to what a load balancer needs to notice.',
    ),
    corsOrigins: setting('PROXIE_CORS_ORIGINS', origins, '', 'Browser origins that may call the API.'),
    allowedHosts: ALLOWED_HOSTS,
  },
  web: WEB_SETTINGS,
  auth: AUTH_SETTINGS,
  limits: LIMIT_SETTINGS,
  llm: LLM_SETTINGS,
  idempotency: {
    ttlMs: setting(
      'PROXIE_IDEMPOTENCY_TTL',
      duration(1 * SECOND_MS, 30 * 24 * HOUR_MS),
      '72h',
      'How long the answer to a call with an Idempotency-Key is kept and given again.',
    ),
  },
  audit: {
    retentionMs: setting(
      'PROXIE_AUDIT_RETENTION',
      duration(180 * 24 * HOUR_MS, 3_650 * 24 * HOUR_MS),
      '400d',
      'How long it is kept who did what; at least half a year.',
    ),
  },
  cursorSecret: secretSetting(
    'PROXIE_CURSOR_SECRET',
    secret,
    'Signs the cursors of lists and, with a key derived from it, the links that confirm a mail address.',
  ),
  registration: REGISTRATION_SETTINGS,
  mail: {
    smtpUrl: optionalSecret(
      'PROXIE_SMTP_URL',
      url('smtp', 'smtps'),
      'mails become files in the data folder; in production nobody can register',
      'The mail server as smtp:// or smtps://, with user and password where it needs them.',
    ),
    from: optional(
      'PROXIE_MAIL_FROM',
      mailbox,
      '`Proxie <no-reply@localhost>`; required in production with `PROXIE_SMTP_URL`',
      'Whom mails come from, as `name@example.org` or `Name <name@example.org>`.',
    ),
  },
  postgres: {
    url: optional(
      'DATABASE_URL',
      url('postgres', 'postgresql'),
      '`npm start` brings up its own PostgreSQL',
      'The PostgreSQL (18) database.',
    ),
    poolMax: setting('PROXIE_POSTGRES_POOL', integer(2, 500), '20', 'The most database connections of one process.'),
    statementTimeoutMs: setting(
      'PROXIE_POSTGRES_STATEMENT_TIMEOUT',
      duration(100, 8 * SECOND_MS), // an activity has 10 s
      '5s',
      'How long one statement may run before the server ends it; a server without any answer is given up a second later.',
    ),
    lockTimeoutMs: setting(
      'PROXIE_POSTGRES_LOCK_TIMEOUT',
      duration(100, 8 * SECOND_MS),
      '4s',
      'How long a statement may wait for a lock before the server ends it.',
    ),
    idleInTransactionTimeoutMs: setting(
      'PROXIE_POSTGRES_IDLE_TIMEOUT',
      duration(SECOND_MS, 60 * SECOND_MS),
      '10s',
      'How long a transaction may stay open without a statement before the server ends it.',
    ),
  },
  temporal: {
    address: optional(
      'TEMPORAL_ADDRESS',
      text,
      '`npm start` brings up its own dev server',
      'The Temporal frontend as host:port. The other `TEMPORAL_*` variables of the SDKs (API key, TLS, profile) count too.',
    ),
    namespace: setting('TEMPORAL_NAMESPACE', text, 'default', 'The Temporal namespace.'),
    uiUrl: optional(
      'PROXIE_TEMPORAL_UI_URL',
      url('http', 'https'),
      'the dev server’s own UI, or no links',
      'Where the Temporal UI stands; operators get links to it.',
    ),
    payloadKeys: optionalSecret(
      'PROXIE_PAYLOAD_KEYS',
      keyRing,
      'payloads are not encrypted',
      'Keys that encrypt what Temporal stores, as `kid:secret,kid2:secret2`; the first encrypts, all of them decrypt.',
    ),
  },
  redis: {
    url: optional(
      'REDIS_URL',
      url('redis', 'rediss'),
      'a `redis-server` or `valkey-server` on PATH, or drivers inside the process',
      'The Redis server.',
    ),
    timeoutMs: setting(
      'PROXIE_REDIS_TIMEOUT',
      duration(10, 10 * SECOND_MS),
      '250ms',
      'How long Redis may take to answer before a process goes on without it.',
    ),
  },
  worker: WORKER_SETTINGS,
  metrics: {
    enabled: setting('PROXIE_METRICS', bool, 'true', 'Whether the API serves `/metrics`.'),
    maxAgeMs: setting(
      'PROXIE_METRICS_MAX_AGE',
      duration(0, 60 * SECOND_MS),
      '1s',
      'How long collected metrics are shared by those who ask for them.',
    ),
  },
  timers: {
    waveMs: setting('PROXIE_WAVE', duration(1), '2h', 'How long a wave of providers has before the next is asked.'),
    offerTtlMs: setting('PROXIE_OFFER_TTL', duration(1), '24h', 'How long an offer stands.'),
    requestTtlMs: setting('PROXIE_REQUEST_TTL', duration(1), '7d', 'How long a request waits to be booked.'),
    autoCompleteMs: setting(
      'PROXIE_AUTO_COMPLETE',
      duration(1),
      '24h',
      'How long after its end a booking counts as completed when nobody says otherwise.',
    ),
    checkInLeadMs: setting('PROXIE_CHECK_IN_LEAD', duration(0), '1h', 'How long before its start check-in opens.'),
    enrollmentReviewMs: setting(
      'PROXIE_ENROLLMENT_REVIEW',
      duration(1),
      '24h',
      'How long operators have to decide about an enrollment with a licence.',
    ),
    enrollmentReminderMs: setting(
      'PROXIE_ENROLLMENT_REMINDER',
      duration(1),
      '8h',
      'How often operators are reminded of an enrollment until they have decided.',
    ),
    commandDeadlineMs: setting(
      'PROXIE_COMMAND_DEADLINE',
      duration(100, 60 * SECOND_MS),
      '5s',
      'How long a command may wait for a worker before the API answers 503.',
    ),
    temporalDownDeadlineMs: setting(
      'PROXIE_TEMPORAL_DOWN_DEADLINE',
      duration(100, 60 * SECOND_MS),
      '2s',
      'How long a command may wait for Temporal itself before the API answers 503.',
    ),
  },
  trust: TRUST_SETTINGS,
  matching: {
    waveSize: setting('PROXIE_WAVE_SIZE', integer(1, 1_000), '10', 'How many providers a wave asks.'),
    enoughOffers: setting(
      'PROXIE_ENOUGH_OFFERS',
      integer(1, 1_000),
      '3',
      'From how many open offers on no further wave is asked.',
    ),
    candidatesPerBatch: setting(
      'PROXIE_MATCH_BATCH',
      integer(1, 10_000),
      '1000',
      'How many ranked providers a match reads from the database first; each further batch is twice as large.',
    ),
    weights: {
      specialization: setting('PROXIE_WEIGHT_SPECIALIZATION', share, '0.30', 'Weight of fitting specializations.'),
      location: setting('PROXIE_WEIGHT_LOCATION', share, '0.25', 'Weight of a short way.'),
      availability: setting('PROXIE_WEIGHT_AVAILABILITY', share, '0.20', 'Weight of free slots that fit.'),
      price: setting('PROXIE_WEIGHT_PRICE', share, '0.10', 'Weight of a price inside the budget.'),
      rating: setting('PROXIE_WEIGHT_RATING', share, '0.10', 'Weight of the rating.'),
      responseRate: setting(
        'PROXIE_WEIGHT_RESPONSE_RATE',
        share,
        '0.05',
        'Weight of the response rate. The six weights must sum to 1.',
      ),
    },
  },
  embedded: {
    dataDir: setting(
      'PROXIE_DATA_DIR',
      text,
      '.proxie',
      'Where the state of `npm start` lives; a relative path counts from the project folder.',
    ),
    cacheDir: optional(
      'PROXIE_CACHE_DIR',
      text,
      '`$XDG_CACHE_HOME/proxie` or `~/.cache/proxie`',
      'Where fetched and built executables are kept.',
    ),
    postgresPort: setting('PROXIE_POSTGRES_PORT', port, '5433', 'The port of the embedded PostgreSQL.'),
    temporalPort: setting('PROXIE_TEMPORAL_PORT', port, '7233', 'The port of the embedded Temporal server.'),
    temporalUiPort: setting('PROXIE_TEMPORAL_UI_PORT', port, '8233', 'The port of the embedded Temporal UI.'),
    redisPort: setting('PROXIE_REDIS_PORT', port, '0', 'The port of the Redis that `npm start` brings up.'),
    temporalCli: optional(
      'TEMPORAL_CLI',
      text,
      'looked for, fetched or built',
      'The `temporal` executable of the embedded server.',
    ),
    temporalTestServer: optional(
      'TEMPORAL_TEST_SERVER',
      text,
      'looked for, fetched or built',
      'The time-skipping test server that the tests use.',
    ),
  },
} as const;
