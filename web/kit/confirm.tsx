import { lazyDialog } from './lazy-dialog.tsx';

/** Asks once before something that cannot be undone. */
export const Confirm = lazyDialog(() => import('./confirm-dialog.tsx'));
