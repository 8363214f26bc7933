import type { SliceFixtures } from '#web/kit/fixtures.ts';

const NOTHING = { body: { items: [], nextCursor: null, unread: 0 } } as const;

/** What has happened. */
export const fixtures: SliceFixtures = {
  notifications: {
    as: 'consumer',
    states: {
      ready: { shows: 'A new offer has come in.' },
      loading: { answers: { listNotifications: 'never' }, shows: 'Notifications' },
      empty: { answers: { listNotifications: NOTHING }, shows: 'Nothing has happened yet' },
      error: { answers: { listNotifications: { problem: 'internal' } }, shows: 'the server has a problem' },
      offline: { answers: { listNotifications: 'offline' }, shows: 'the server cannot be reached' },
      conflict: { never: 'to read is all that it does, and that never goes back' },
    },
  },
};
