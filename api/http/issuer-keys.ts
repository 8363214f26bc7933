import { createRemoteJWKSet, errors, type CryptoKey, type FlattenedJWSInput, type JWSHeaderParameters } from 'jose';
import { z } from 'zod';
import { unavailable } from './problem.ts';

/** The public keys of a foreign issuer. */
export interface IssuerKeys {
  /** The key of a token; throws jose's errors for one that the issuer does not have, and `unavailable` while it cannot be asked. */
  readonly keyOf: (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>;
  /** Until when what these keys have verified may be believed without asking them again. */
  freshUntilMs(): number;
}

interface IssuerKeysOptions {
  readonly issuer: string;
  /** Where the keys are; without it the issuer's own configuration says so. */
  readonly jwksUrl?: string | undefined;
  readonly now?: () => number;
}

type KeySet = ReturnType<typeof createRemoteJWKSet>;

const MAX_AGE_MS = 600_000; // how long a key that the issuer took back may still be good
const RENEW_AFTER_MS = MAX_AGE_MS / 2; // fetched in passing, so that callers hardly ever wait for it
const STALE_UNTIL_MS = 86_400_000; // an issuer that is down for longer may have lost its keys meanwhile
const COOLDOWN_MS = 10_000; // between two fetches, however many unknown keys are named
const FETCH_MS = 5_000;
const PATIENCE_MS = 2_500; // what a caller waits; the fetch goes on behind its back

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/**
 * Fetches keys from the one configured place, one fetch at a time and at most one in ten seconds. Known keys go on
 * working for a day while the issuer is down; a key that was taken back stops working within ten minutes otherwise.
 */
export function createIssuerKeys({ issuer, jwksUrl, now = Date.now }: IssuerKeysOptions): IssuerKeys {
  let keys: KeySet | undefined;
  let loadedAtMs = -Infinity;
  let attemptedAtMs = -Infinity;
  let failure: unknown;
  let pending: Promise<void> | undefined;
  return { keyOf, freshUntilMs: () => loadedAtMs + MAX_AGE_MS };

  async function keyOf(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> {
    const renewal = now() - loadedAtMs > RENEW_AFTER_MS ? renew() : undefined;
    // Once a renewal has failed nobody waits for the next: the issuer is down, and the known keys have to do.
    if (now() - loadedAtMs > MAX_AGE_MS && (!keys || failure === undefined)) await renewal;
    const known = usable();
    try {
      return await known(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await renew();
      if (failure !== undefined) throw cannotBeAsked();
      return usable()(header, token);
    }
  }

  function usable(): KeySet {
    if (!keys || now() - loadedAtMs > STALE_UNTIL_MS) throw cannotBeAsked();
    return keys;
  }

  /** Never rejects; `failure` says how it went. Whoever comes while it is under way shares it. */
  async function renew(): Promise<void> {
    if (!pending) {
      if (now() - attemptedAtMs < COOLDOWN_MS) return;
      attemptedAtMs = now();
      pending = load().then(
        () => void (failure = undefined),
        (error: unknown) => void (failure = error ?? new Error('the keys could not be fetched')),
      );
      void pending.then(() => (pending = undefined));
    }
    await patiently(pending);
  }

  async function patiently(work: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        failure ??= new Error('the issuer is too slow');
        resolve();
      }, PATIENCE_MS);
    });
    await Promise.race([work, late]);
    clearTimeout(timer);
  }

  async function load(): Promise<void> {
    const next = keys && failure === undefined ? keys : await place();
    await next.reload();
    keys = next;
    loadedAtMs = now();
  }

  /** jose only fetches and picks here: when to fetch is decided above, where a failed attempt counts, too. */
  async function place(): Promise<KeySet> {
    const url = jwksUrl ?? (await discover(issuer));
    return createRemoteJWKSet(new URL(url), {
      timeoutDuration: FETCH_MS,
      cooldownDuration: Infinity,
      cacheMaxAge: Infinity,
    });
  }

  function cannotBeAsked(): Error {
    return unavailable('the issuer of the access token cannot be asked for its keys', failure);
  }
}

/** OpenID Connect Discovery: the document must be the issuer's own, and an https issuer has its keys at https. */
async function discover(issuer: string): Promise<string> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(FETCH_MS),
  });
  if (response.status !== 200) throw new Error(`the configuration of the issuer was answered with ${response.status}`);
  const { issuer: named, jwks_uri: url } = Discovery.parse(await response.json());
  if (named !== issuer) throw new Error('the configuration of the issuer names another issuer');
  if (issuer.startsWith('https:') && !url.startsWith('https:')) {
    throw new Error('the keys of the issuer are not at https');
  }
  return url;
}
