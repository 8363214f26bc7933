import pino, { type Bindings, type DestinationStream, type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { Config } from './config.ts';

export type { Logger } from 'pino';

/** What most code needs of a logger. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

const CENSORED = '[redacted]';
/** Compared without case, dashes and underscores. `address` is personal; a server's place is logged as `endpoint`. */
const PRIVATE_KEYS = new Set(
  ['authorization', 'cookie', 'setCookie', 'password', 'passwordHash', 'token', 'accessToken', 'refreshToken', 'apiKey']
    .concat(['secret', 'email', 'phone', 'address', 'instructions'])
    .map((key) => key.toLowerCase()),
);
/** Database errors quote the row they failed on in these fields. */
const ERROR_FIELDS_WITH_ROWS = ['detail', 'where', 'query', 'sql', 'parameters', 'hint', 'internalQuery'];
/**
 * A mail address, also between the slashes of a path or percent-encoded in a query. `@` stands in paths as well, and those
 * must stay readable: nothing comes before it in `node_modules/@scope/name`, and a version behind it in `name@1.2.3-rc.next`.
 */
const EMAIL =
  /(?:"[^"\n]{1,64}"|[\p{L}\p{N}!#$%*+^_{|}~.'-]{1,254}?)(?:@|%40)(?!v?\d+\.\d+\.\d)(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.)+(?:xn--[a-z\d-]+|\p{L}{2,})/giu;
const CREDENTIALS_IN_URL = /(\w:\/\/)[^\s/@:]*:[^\s/]*@/g;
const MAX_DEPTH = 8;

/** The one logger of a process: JSON lines in production, readable ones elsewhere; personal fields never come out. */
export function createLogger(
  config: Pick<Config, 'environment' | 'logLevel'>,
  destination: DestinationStream = defaultDestination(config),
): Logger {
  const logger = pino(
    {
      level: config.logLevel,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => censor(fields, 0) as Record<string, unknown>,
      },
      serializers: { err: toSafeError, error: toSafeError },
      hooks: {
        logMethod(args, method) {
          const [first] = args as unknown[];
          // pino would take the message of a bare error as it is
          const complete = first instanceof Error && args.length === 1 ? [first, first.message] : args;
          method.apply(this, complete.map((each) => (typeof each === 'string' ? scrub(each) : each)) as typeof args);
        },
      },
    },
    destination,
  );
  // pino writes the fields of a child once and unseen by its formatters; children inherit this from their parent.
  // oxlint-disable-next-line typescript/unbound-method -- called with the logger that it was read from
  const makeChild = logger.child;
  logger.child = function child(this: Logger, fields: Bindings, options) {
    return makeChild.call(this, censor(fields, 0) as Bindings, options);
  } as typeof logger.child;
  return logger;
}

/** Swallows everything; for tests and for code that may be called without a logger. */
export const silentLogger: Logger = pino({ level: 'silent' });

function defaultDestination(config: Pick<Config, 'environment'>): DestinationStream {
  if (config.environment === 'production') return pino.destination({ dest: 1, sync: false });
  return pretty({
    colorize: process.stdout.isTTY,
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'pid,hostname',
    singleLine: true,
    sync: true,
  });
}

function censor(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return scrub(value);
  if (typeof value !== 'object' || value === null || value instanceof Date || ArrayBuffer.isView(value)) return value;
  if (value instanceof Error) return depth === 0 ? { err: value } : toSafeError(value);
  if (depth >= MAX_DEPTH) return '[too deep]';
  if (Array.isArray(value)) return value.map((each) => censor(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, isPrivate(key) ? CENSORED : censor(each, depth + 1)]),
  );
}

const isPrivate = (key: string): boolean => PRIVATE_KEYS.has(key.toLowerCase().replaceAll(/[-_]/g, ''));

function scrub(text: string): string {
  // The credentials first: a password and the name of its server look like an address.
  return text.replaceAll(CREDENTIALS_IN_URL, `$1${CENSORED}@`).replaceAll(EMAIL, CENSORED);
}

/** An error without the row that it quotes and without the addresses in its words. */
function toSafeError(error: unknown): unknown {
  if (!(error instanceof Error)) return censor(error, 1);
  const serialized: Record<string, unknown> = { ...pino.stdSerializers.errWithCause(error) };
  for (const field of ERROR_FIELDS_WITH_ROWS) delete serialized[field];
  delete serialized.raw;
  return censor(serialized, 1);
}
