/** What the document shows of accounts. */
export const ACCOUNT_EXAMPLE = {
  id: '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d',
  email: 'ada@example.com',
  name: 'Ada Moreno',
  roles: ['consumer' as const],
  providerId: null,
  createdAt: '2026-03-02T09:00:00.000Z',
};

export const REGISTER_EXAMPLE = { email: 'ada@example.com', password: 'a long pass phrase', name: 'Ada Moreno' };

export const REGISTRATION_EXAMPLE = {
  status: 'confirmation_sent' as const,
  expiresAt: '2026-03-03T09:00:00.000Z',
};

export const CONFIRM_EXAMPLE = {
  token: '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d.wJq0mZk5fT8eZy3uW1nYc7rLxV9aBdGhKpSt4UvEo0J',
};

export const LOGIN_EXAMPLE = { email: 'ada@example.com', password: 'a long pass phrase' };

export const REFRESH_EXAMPLE = { refreshToken: 'o0JQ8w2mZkqfT5eZy3uW1nYc7rLxV9aBdGhKpSt4UvE' };

const DEVICE_TOKEN = 'q2mZkqfT5eZy3uW1nYc7rA.1772442000.wJq0mZk5fT8eZy3uW1nYc7rLxV9aBdGhKpSt4UvEo0J';

export const SESSION_EXAMPLE = {
  accessToken: 'eyJhbGciOiJIUzI1NiIsImtpZCI6ImEiLCJ0eXAiOiJhdCtqd3QifQ.eyJzdWIiOiIwMTk3In0.c2lnbmF0dXJl',
  tokenType: 'Bearer' as const,
  expiresInSeconds: 900,
  refreshToken: REFRESH_EXAMPLE.refreshToken,
  deviceToken: DEVICE_TOKEN,
  account: ACCOUNT_EXAMPLE,
};
