import { useEffect, useState } from 'react';
import { useClient } from './use-client.ts';

/** Whether the page that was opened is there as a whole, so that what can wait may come. */
export function useIsSettled(): boolean {
  const { settled } = useClient();
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    let isThere = true;
    void settled.then(() => isThere && setSettled(true));
    return () => {
      isThere = false;
    };
  }, [settled]);
  return isSettled;
}
