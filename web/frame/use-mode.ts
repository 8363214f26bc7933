import { useEffect, useState } from 'react';
import { pageAt, type Mode } from './nav.ts';

const KEPT_AS = 'proxie.mode';
const MODES: readonly string[] = ['consumer', 'provider', 'admin'] satisfies readonly Mode[];

/**
 * In which role somebody looks at the product: that of the page when it is for one role, otherwise the one of before, which
 * outlives the tab.
 */
export function useMode(pathname: string): readonly [Mode, (mode: Mode) => void] {
  const [kept, setKept] = useState<Mode>(readMode);
  const audience = pageAt(pathname)?.audience;
  const mode = audience === 'consumer' || audience === 'provider' || audience === 'admin' ? audience : kept;
  if (mode !== kept) setKept(mode); // so that a page for everybody, opened next, stays in this role
  useEffect(() => keepMode(mode), [mode]);
  return [mode, setKept];
}

function readMode(): Mode {
  const kept = localStorage.getItem(KEPT_AS);
  return kept !== null && MODES.includes(kept) ? (kept as Mode) : 'consumer';
}

function keepMode(mode: Mode): void {
  localStorage.setItem(KEPT_AS, mode);
}
