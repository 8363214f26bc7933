import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useStore } from '#web/kit/use-store.ts';
import { useClient } from '#web/use-client.ts';
import type { Api } from './client.ts';
import type { Reach } from './connectivity.ts';
import type { QueryKey } from './queries.ts';
import type { ServerWait, WaitReason } from './server-waits.ts';

/** The API, for query options and calls. */
export const useApi = (): Api => useClient().api;

/** Whether the API can be reached. */
export const useReach = (): Reach => useStore(useClient().connectivity);

interface CommandOptions<Input, Answer> {
  /** What has changed by it, to be read again at once; the feed tells the rest. */
  readonly changes?: (answer: Answer, input: Input) => readonly QueryKey[];
}

/**
 * A command of a form as a mutation. `name` names the form and what it is about (`accept <offerId>`): its
 * Idempotency-Key is made when the form opens and lasts over reloads until the API has decided.
 */
export function useCommand<Input = void, Answer = unknown>(
  name: string,
  send: (key: string, input: Input) => Promise<Answer>,
  { changes = () => [] }: CommandOptions<Input, Answer> = {},
) {
  const { keys } = useClient();
  const queryClient = useQueryClient();
  useIdempotencyKey(name);
  return useMutation<Answer, Error, Input>({
    mutationFn: (input) => keys.send(name, (key) => send(key, input)),
    onSuccess: async (answer, input) => {
      await Promise.all(changes(answer, input).map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    },
  });
}

/** The key under which a form sends, as it stands now; `useCommand` does all of it. */
export function useIdempotencyKey(name: string): string {
  const { keys } = useClient();
  return keys.keyOf(name);
}

/** What people are told while a call is sent again by itself. */
export interface ShownWait {
  readonly reason: WaitReason;
  /** Until the next attempt; undefined: when the connection is back. */
  readonly seconds: number | undefined;
}

const TICK_MS = 500;

/** The longest wait at present: of all calls, or of the form with this name. */
export function useServerWait(name?: string): ShownWait | undefined {
  const { waits, keys } = useClient();
  const all = useStore(waits);
  const [nowMs, setNowMs] = useState(Date.now);
  const own = name === undefined ? all : all.filter(({ key }) => key === keys.keyOf(name));
  const isWaiting = own.length > 0;
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isWaiting]);
  const longest = own.toSorted((a, b) => endOf(b) - endOf(a))[0];
  if (!longest) return undefined;
  const { reason, untilMs } = longest;
  return { reason, seconds: untilMs === undefined ? undefined : Math.max(1, Math.ceil((untilMs - nowMs) / 1_000)) };
}

const endOf = ({ untilMs = Infinity }: ServerWait): number => untilMs;
