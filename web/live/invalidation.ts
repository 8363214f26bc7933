import { partialMatchKey, type QueryClient } from '@tanstack/react-query';
import type { QueryKey } from '#web/api/queries.ts';

/** Has what changed read again: many changes of one moment read each query once. */
export interface Invalidation {
  /** Returns when what is on the page has been read again. */
  add(keys: readonly QueryKey[]): Promise<void>;
  /** Nothing that was read before is known to be right. */
  all(): Promise<void>;
}

const GATHER_MS = 20;

export function createInvalidation(queryClient: QueryClient): Invalidation {
  let gathered: QueryKey[] = [];
  let flushing: Promise<void> | undefined;
  return { add, all: () => queryClient.invalidateQueries() };

  function add(keys: readonly QueryKey[]): Promise<void> {
    gathered.push(...keys);
    flushing ??= new Promise<void>((resolve) => void setTimeout(resolve, GATHER_MS)).then(flush);
    return flushing;
  }

  function flush(): Promise<void> {
    const keys = gathered;
    gathered = [];
    flushing = undefined;
    const predicate = (query: { readonly queryKey: readonly unknown[] }): boolean =>
      keys.some((key) => partialMatchKey(query.queryKey, key));
    return queryClient.invalidateQueries({ predicate });
  }
}
