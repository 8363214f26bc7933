import { randomUUID } from 'node:crypto';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import type { RejectionReason } from '#domain/matching/types.ts';
import type { TestApi } from './api.ts';
import { insertAccount, insertProvider, type InsertedProvider } from './factories.ts';

/** Somebody who is signed in; a request of a test names them as `as`. */
export interface SignedIn {
  readonly accountId: string;
  readonly token: string;
}

/** A provider who is signed in. */
export interface SignedInProvider extends SignedIn {
  readonly id: string;
  readonly serviceId: string;
}

const FACTORS = { specialization: 1, location: 0.5, availability: 0.5, price: 0.5, rating: 0.5, responseRate: 0.5 };

/** People for the tests of an API, and what matching would have told them. */
export function peopleOf(fixture: Pick<TestApi, 'orm' | 'tokenOf'>) {
  const em = () => fixture.orm.em.fork();
  return { consumer, admin, provider, tell, reject };

  async function consumer(overrides: Parameters<typeof insertAccount>[1] = {}): Promise<SignedIn> {
    const accountId = await insertAccount(em(), overrides);
    return { accountId, token: await fixture.tokenOf(accountId) };
  }
  function admin(): Promise<SignedIn> {
    return consumer({ roles: ['consumer', 'admin'] });
  }
  async function provider(overrides: Parameters<typeof insertProvider>[1] = {}): Promise<SignedInProvider> {
    const { id, accountId, serviceIds }: InsertedProvider = await insertProvider(em(), overrides);
    return { id, accountId, serviceId: serviceIds[0] ?? '', token: await fixture.tokenOf(accountId) };
  }

  /** Makes the request a lead of the provider. */
  async function tell(requestId: string, { id }: { id: string }, rank = 1): Promise<void> {
    const match = { rank, wave: 1, score: 1 - rank / 100, factors: FACTORS, distanceKm: 2.5, leadAt: new Date() };
    await em().insert(RequestMatch, { id: randomUUID(), request: requestId, provider: id, ...match });
  }
  async function reject(requestId: string, { id }: { id: string }, rejection: RejectionReason): Promise<void> {
    await em().insert(RequestMatch, { id: randomUUID(), request: requestId, provider: id, rejection });
  }
}
