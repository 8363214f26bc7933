import { useStore } from '#web/kit/use-store.ts';
import { useClient } from '#web/use-client.ts';
import type { Account, Session, SessionState } from './session.ts';

/** For signing in and out. */
export const useSession = (): Session => useClient().session;

/** Who is signed in, or that nobody is. */
export const useSessionState = (): SessionState => useStore(useClient().session);

/** Who is signed in; undefined while that is not known, and when nobody is. */
export function useAccount(): Account | undefined {
  const state = useSessionState();
  return state.status === 'signedIn' ? state.account : undefined;
}
