import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { QueryKey } from '#web/api/queries.ts';
import { useNow } from './use-now.ts';

/** Has something read again when one of the moments passes at which it changes without anybody doing anything. */
export function useRereadAt(key: QueryKey, moments: readonly number[]): void {
  const cache = useQueryClient();
  const nowMs = useNow();
  const passed = moments.filter((moment) => moment <= nowMs).length;
  const known = useRef(passed);
  useEffect(() => {
    if (known.current === passed) return;
    known.current = passed;
    void cache.invalidateQueries({ queryKey: key });
  }, [cache, key, passed]);
}
