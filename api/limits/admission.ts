import type { Authenticator } from '#api/http/auth.ts';
import { credentialOf } from '#api/http/foreign-page.ts';
import type { Admission, KernelContext } from '#api/http/pipeline.ts';
import { Problem } from '#api/http/problem.ts';
import type { RateClass, Route } from '#api/http/route.ts';
import { addressKey, userKey } from './caller-key.ts';
import { limitHeaders } from './headers.ts';
import type { LimitWindow } from './window.ts';

/** The classes that are limited. */
export type LimitedClass = Exclude<RateClass, 'none'>;

interface AdmissionOptions {
  readonly authenticator: Pick<Authenticator, 'identify'>;
  readonly windows: Readonly<Record<LimitedClass, LimitWindow>>;
  /** Told of every call that was turned away. */
  readonly onRefused: (rateClass: LimitedClass) => void;
}

interface Caller {
  readonly key: string;
  /** Why it is not known who calls: thrown once the call is counted, so that tokens cannot be tried out freely. */
  readonly refusal?: unknown;
}

/**
 * Counts a call before anything is done for it: against the user of a good token, otherwise against the address. Where
 * nobody is asked who they are (public routes, logins among them), a token changes nothing and the address counts.
 */
export function createAdmission({ authenticator, windows, onRefused }: AdmissionOptions): Admission {
  return async function admit(ctx, route) {
    const { rateClass } = route;
    if (rateClass === 'none') return;
    const { key, refusal } = await callerOf(ctx, route);
    const standing = await windows[rateClass].take(key);
    ctx.set(limitHeaders(standing));
    if (standing.isOver) {
      onRefused(rateClass);
      const { limit, windowSeconds } = standing;
      throw new Problem(
        'rate_limited',
        `${limit} calls of the kind "${rateClass}" are allowed every ${windowSeconds} seconds`,
      );
    }
    if (refusal !== undefined) throw refusal;
  };

  async function callerOf(ctx: KernelContext, route: Route): Promise<Caller> {
    const byAddress = (): string => addressKey(ctx.ip);
    if (route.access === 'public') return { key: byAddress() };
    try {
      const actor = await authenticator.identify(credentialOf(ctx.req, route));
      return { key: actor ? userKey(actor.id) : byAddress() };
    } catch (refusal) {
      return { key: byAddress(), refusal };
    }
  }
}
