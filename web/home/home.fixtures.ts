import type { SliceFixtures } from '#web/kit/fixtures.ts';

const NOTHING = { body: { items: [], nextCursor: null } } as const;

/** Where a consumer begins. */
export const fixtures: SliceFixtures = {
  home: {
    as: 'consumer',
    states: {
      ready: { shows: 'Finding providers' },
      loading: { answers: { listRequests: 'never', listBookings: 'never' }, shows: 'What do you need?' },
      empty: { answers: { listRequests: NOTHING, listBookings: NOTHING }, shows: 'No open requests' },
      error: { answers: { listRequests: { problem: 'internal' } }, shows: 'Open requests: the server has a problem' },
      offline: { answers: { listBookings: 'offline' }, shows: 'the server cannot be reached' },
      conflict: { never: 'it lists what there is and changes nothing' },
    },
  },
};
