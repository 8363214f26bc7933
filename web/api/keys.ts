import { isDecided } from './problem-error.ts';

/** The Idempotency-Keys of forms. They outlive a reload of the page, so that a reload never doubles an effect. */
export interface CommandKeys {
  /** The key of what a form does next; the same until that is decided. */
  keyOf(name: string): string;
  /** The answer is known: a success, or a problem that says that nothing happened. The next call is another one. */
  settle(name: string): void;
  /** Sends under the key of the name, and settles it when the answer says what came of it. */
  send<Answer>(name: string, call: (key: string) => Promise<Answer>): Promise<Answer>;
  /** Forgets all, at a sign-out. */
  clear(): void;
}

const PREFIX = 'proxie.key.';

/** Where nothing can be stored (a private window may refuse), keys last as long as the page. */
export function createCommandKeys(storage: Storage | undefined): CommandKeys {
  const keys = new Map<string, string>();
  return { keyOf, settle, send, clear };

  function keyOf(name: string): string {
    const key = keys.get(name) ?? stored(name) ?? crypto.randomUUID();
    if (keys.get(name) !== key) keep(name, key);
    return key;
  }

  function settle(name: string): void {
    keys.delete(name);
    tryTo(() => storage?.removeItem(PREFIX + name));
  }

  async function send<Answer>(name: string, call: (key: string) => Promise<Answer>): Promise<Answer> {
    try {
      const answer = await call(keyOf(name));
      settle(name);
      return answer;
    } catch (error) {
      if (isDecided(error)) settle(name);
      throw error;
    }
  }

  function clear(): void {
    const stored = tryTo(() => Object.keys(storage ?? {})) ?? [];
    const names = stored.filter((each) => each.startsWith(PREFIX)).map((each) => each.slice(PREFIX.length));
    for (const name of [...keys.keys(), ...names]) settle(name);
  }

  function keep(name: string, key: string): void {
    keys.set(name, key);
    tryTo(() => storage?.setItem(PREFIX + name, key));
  }

  function stored(name: string): string | undefined {
    return tryTo(() => storage?.getItem(PREFIX + name)) ?? undefined;
  }
}

function tryTo<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
