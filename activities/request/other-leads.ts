import type { EntityManager } from '@mikro-orm/postgresql';
import type { ServiceRequest } from '#db/entities/service-request.entity.ts';
import type { Told } from '#db/facts.ts';

/** What those providers are told who hold a lead of the request and hear of it in no other way, as its consumer does. */
export async function otherLeads(
  em: EntityManager,
  request: ServiceRequest,
  except: readonly string[],
): Promise<Told[]> {
  const leads = await em.execute<{ provider_id: string; account_id: string }[]>(
    `select p.id as provider_id, p.account_id from request_matches m join providers p on p.id = m.provider_id
     where m.request_id = ? and m.lead_at is not null and p.account_id <> ? order by m.rank`,
    [request.id, request.consumer.id],
  );
  return leads
    .filter((lead) => !except.includes(lead.provider_id))
    .map((lead) => ({
      accountId: lead.account_id,
      type: 'request:updated',
      payload: { requestId: request.id, status: request.status },
    }));
}
