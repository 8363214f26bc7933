/** The access token of this tab, in memory alone. */
export interface AccessToken {
  put(text: string, lastsMs: number): void;
  drop(): void;
  /** The token to send; undefined when there is none. */
  current(): Promise<string | undefined>;
  /** The one to send in place of a refused one. */
  readonly renew: (refused: string) => Promise<string | undefined>;
  /** One at a time; throws where the server did not decide. */
  refresh(): Promise<void>;
}

interface AccessTokenOptions {
  /** Puts or drops the token, as the server says. */
  readonly exchange: () => Promise<void>;
  readonly now: () => number;
}

/** So long before its end a token is replaced. */
const AHEAD_MS = 60_000;
/** A token with less than this left would not survive the call. */
const LEAST_LEFT_MS = 5_000;

/** Keeps a token fresh: ahead of its end, and when a call finds that it is refused. */
export function createAccessToken({ exchange, now }: AccessTokenOptions): AccessToken {
  let token: { readonly text: string; readonly expiresAtMs: number } | undefined;
  let refreshing: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return { put, drop, current, renew, refresh };

  function put(text: string, lastsMs: number): void {
    token = { text, expiresAtMs: now() + lastsMs };
    clearTimeout(timer);
    const aheadMs = Math.max(lastsMs - AHEAD_MS, lastsMs / 2);
    timer = setTimeout(() => void refresh().catch(() => undefined), aheadMs); // if it fails, the next call tries again
  }

  function drop(): void {
    token = undefined;
    clearTimeout(timer);
  }

  async function current(): Promise<string | undefined> {
    if (token && token.expiresAtMs - now() < LEAST_LEFT_MS) await refresh();
    return token?.text;
  }

  async function renew(refused: string): Promise<string | undefined> {
    if (token?.text === refused) await refresh();
    return token?.text;
  }

  function refresh(): Promise<void> {
    refreshing ??= exchange().finally(() => (refreshing = undefined));
    return refreshing;
  }
}
