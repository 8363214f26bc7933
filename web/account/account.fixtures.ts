import type { SliceFixtures } from '#web/kit/fixtures.ts';

/** What somebody is here. */
export const fixtures: SliceFixtures = {
  account: {
    as: 'consumer',
    states: {
      ready: { shows: 'Open service requests' },
      loading: { answers: { getLimits: 'never' }, shows: 'What you have used' },
      empty: { never: 'everybody has a name and limits' },
      error: {
        answers: { getLimits: { problem: 'internal' } },
        shows: 'What you have used: the server has a problem',
      },
      offline: { answers: { getLimits: 'offline' }, shows: 'the server cannot be reached' },
      conflict: { never: 'it changes nothing that the server has' },
    },
  },
};
