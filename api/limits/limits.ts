import { Counter, Gauge, type Registry } from 'prom-client';
import type { Authenticator } from '#api/http/auth.ts';
import type { Admission } from '#api/http/pipeline.ts';
import type { Config } from '#platform/config.ts';
import type { Log } from '#platform/logger.ts';
import { isMailOn } from '#platform/mail.ts';
import type { SharedRedis } from '#platform/redis.ts';
import { createAdmission, type LimitedClass } from './admission.ts';
import { createCallerLimit, type CallerLimit } from './caller-limit.ts';
import { createLoginFailures, type LoginFailures } from './login-failures.ts';
import { createSocketLimits, type SocketLimits } from './socket-limits.ts';
import { createLimitStore } from './store.ts';
import { createWindow, type LimitWindow, type Standing } from './window.ts';

/** The limits of one process. */
export interface Limits {
  /** The step of the pipeline that counts calls. */
  admission(authenticator: Pick<Authenticator, 'identify'>): Admission;
  /** Counts something that is no HTTP call against one of the same windows. */
  count(rateClass: LimitedClass, key: string): Promise<Standing>;
  readonly loginFailures: LoginFailures;
  readonly sockets: SocketLimits;
  readonly registrationCallers: CallerLimit;
}

interface LimitOptions {
  readonly config: Pick<Config, 'limits' | 'registration' | 'cursorSecret' | 'mail' | 'environment'>;
  /** Undefined: every process counts for itself. */
  readonly redis: SharedRedis | undefined;
  readonly registry: Registry;
  readonly log: Log;
  /** A minute, by which the limits are meant. */
  readonly windowSeconds?: number;
}

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;

/** Makes the limits by their settings, and the figures that show them at work. */
export function createLimits(options: LimitOptions): Limits {
  const { config, redis, registry, log, windowSeconds = MINUTE_SECONDS } = options;
  const { perMinute, loginFailures, loginFailureWindowMs } = config.limits;
  const store = createLimitStore(redis, log);
  const onRefused = createFigures(registry, () => store.isShared());
  const windows = windowsOf(perMinute, (name) => name, windowSeconds);
  const socketWindows = windowsOf(config.limits.sockets, (name) => `socket-${name}`, windowSeconds, true);
  const failureWindows = windowsOf(
    loginFailures,
    (name) => `login-failures-${name}`,
    Math.ceil(loginFailureWindowMs / 1_000),
  );
  const { caller } = config.registration.limits;
  const registrations = windowsOf({ caller }, () => 'registrations', HOUR_SECONDS);
  return {
    admission: (authenticator) => createAdmission({ authenticator, windows, onRefused }),
    count,
    loginFailures: createLoginFailures({
      windows: failureWindows,
      secret: config.cursorSecret,
      asksByMail: isMailOn(config),
      onRefused: () => onRefused('login_failures'),
    }),
    sockets: createSocketLimits({ windows: socketWindows, onRefused }),
    registrationCallers: createCallerLimit(registrations.caller, 'registrations', () => onRefused('registrations')),
  };

  async function count(rateClass: LimitedClass, key: string): Promise<Standing> {
    const standing = await windows[rateClass].take(key);
    if (standing.isOver) onRefused(rateClass);
    return standing;
  }

  function windowsOf<Name extends string>(
    limits: Readonly<Record<Name, number>>,
    policyOf: (name: string) => string,
    seconds: number,
    isFinal = false,
  ): Record<Name, LimitWindow> {
    const entries = Object.entries<number>(limits).map(([name, limit]) => [
      name,
      createWindow({ policy: policyOf(name), limit, windowSeconds: seconds, store, isFinal }),
    ]);
    return Object.fromEntries(entries) as Record<Name, LimitWindow>;
  }
}

/** What is limited beside the classes of calls. */
type OtherLimit = 'login_failures' | 'registrations' | 'socket_connects' | 'socket_traffic';

/** Registers the figures; the function that is returned counts a call that was turned away. */
function createFigures(registry: Registry, isShared: () => boolean): (what: LimitedClass | OtherLimit) => void {
  const refused = new Counter({
    name: 'proxie_rate_limited_total',
    help: 'Calls that were turned away because a limit was used up.',
    labelNames: ['class'],
    registers: [registry],
  });
  new Gauge({
    name: 'proxie_rate_limits_shared',
    help: '1 while limits are counted in Redis for all processes, 0 while this process counts alone.',
    registers: [registry],
    collect() {
      this.set(isShared() ? 1 : 0);
    },
  });
  return (what) => refused.inc({ class: what });
}
