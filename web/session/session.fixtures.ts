import type { SliceFixtures } from '#web/kit/fixtures.ts';

const MAIL = { fill: 'Mail address', with: 'robin@example.com' } as const;
const PASSWORD = { fill: 'Password', with: 'a-password-of-robin' } as const;
const NOTHING_TO_LOAD = { never: 'it loads nothing before it is shown' } as const;
const NO_LIST = { never: 'it is a form and has no list' } as const;
const NOTHING_SHARED = { never: 'nothing that it changes can be changed by somebody else' } as const;

/** The pages that lead into the client. */
export const fixtures: SliceFixtures = {
  start: {
    as: 'nobody',
    states: {
      ready: { shows: 'What do you need?' },
      loading: { answers: { refreshSession: 'never' }, shows: 'What do you need?' },
      empty: NO_LIST,
      error: { answers: { refreshSession: { problem: 'internal' } }, shows: 'What do you need?' },
      offline: { answers: { refreshSession: 'offline' }, shows: 'What do you need?' },
      conflict: NOTHING_SHARED,
    },
  },
  signIn: {
    as: 'nobody',
    states: {
      ready: { shows: 'No account yet?' },
      loading: {
        acts: [MAIL, PASSWORD, { click: 'Sign in' }],
        answers: { logIn: 'never' },
        shows: 'No account yet?',
      },
      empty: NO_LIST,
      error: {
        acts: [MAIL, PASSWORD, { click: 'Sign in' }],
        answers: { logIn: { problem: 'login_confirmation_required' } },
        shows: 'Code from the mail',
      },
      offline: {
        acts: [MAIL, PASSWORD, { click: 'Sign in' }],
        answers: { logIn: 'offline' },
        shows: 'the server cannot be reached',
      },
      conflict: NOTHING_SHARED,
    },
  },
  register: {
    as: 'nobody',
    states: {
      ready: { shows: 'Have an account?' },
      loading: NOTHING_TO_LOAD,
      empty: NO_LIST,
      error: {
        acts: [{ click: 'Register' }],
        answers: { registerAccount: { problem: 'registration_closed' } },
        shows: 'The account was not requested',
      },
      offline: {
        acts: [{ click: 'Register' }],
        answers: { registerAccount: 'offline' },
        shows: 'the server cannot be reached',
      },
      conflict: NOTHING_SHARED,
    },
  },
  confirm: {
    as: 'nobody',
    search: '#a-token-of-a-mail',
    states: {
      ready: { shows: 'Open my account' },
      loading: { acts: [{ click: 'Open my account' }], answers: { confirmRegistration: 'never' }, shows: 'One press' },
      empty: NO_LIST,
      error: {
        acts: [{ click: 'Open my account' }],
        answers: { confirmRegistration: { problem: 'confirmation_invalid' } },
        shows: 'The address was not confirmed',
      },
      offline: {
        acts: [{ click: 'Open my account' }],
        answers: { confirmRegistration: 'offline' },
        shows: 'the server cannot be reached',
      },
      conflict: NOTHING_SHARED,
    },
  },
};
