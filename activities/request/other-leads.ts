import type { EntityManager } from '@mikro-orm/postgresql';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import type { ServiceRequest } from '#db/entities/service-request.entity.ts';
import type { Told } from '#db/facts.ts';

/** What those providers hear who hold a lead of the request and are not told in another way. */
export async function otherLeads(
  em: EntityManager,
  request: ServiceRequest,
  except: readonly string[],
): Promise<Told[]> {
  const matches = await em.find(
    RequestMatch,
    { request: request.id, leadAt: { $ne: null }, provider: { $nin: [...except] } },
    { populate: ['provider'] },
  );
  return matches.map(({ provider }) => ({
    accountId: provider.account.id,
    type: 'request:updated',
    payload: { requestId: request.id, status: request.status },
  }));
}
