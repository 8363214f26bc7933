import type { Role } from '#domain/accounts.ts';
import type { PageFixture } from '#web/kit/fixtures.ts';

/** Who looks at the gallery. */
export type Visitor = PageFixture['as'];

const ROLES: Record<Exclude<Visitor, 'nobody'>, readonly Role[]> = {
  consumer: ['consumer'],
  provider: ['consumer', 'provider'],
  admin: ['consumer', 'admin'],
};

const HOUR_SECONDS = 3_600;

/** The session that a refresh answers, as the contract has it; nothing for somebody who is not signed in. */
export function sessionOf(visitor: Visitor): unknown {
  if (visitor === 'nobody') return undefined;
  return {
    accessToken: 'a-token-of-the-gallery',
    tokenType: 'Bearer',
    expiresInSeconds: HOUR_SECONDS,
    deviceToken: 'a-device-of-the-gallery',
    account: {
      id: '0197a2b0-0000-7000-8000-00000000c0de',
      email: 'robin@example.com',
      name: 'Robin Rivers',
      roles: ROLES[visitor],
      providerId: visitor === 'provider' ? '0197a2b0-0000-7000-8000-0000000000aa' : null,
      createdAt: '2026-01-05T09:00:00.000Z',
    },
  };
}
