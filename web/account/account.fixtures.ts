import type { SliceFixtures } from '#web/kit/fixtures.ts';

/** What somebody is here. */
export const fixtures: SliceFixtures = {
  account: {
    as: 'consumer',
    states: {
      ready: { shows: 'Open service requests' },
      loading: { answers: { getLimits: 'never' }, shows: 'Your limits' },
      empty: { never: 'everybody has a name and limits' },
      error: {
        answers: { getLimits: { problem: 'internal' } },
        shows: 'Your limits: the server has a problem',
      },
      offline: { answers: { getLimits: 'offline' }, shows: 'the server cannot be reached' },
      conflict: { never: 'it changes nothing that the server has' },
    },
  },
};
