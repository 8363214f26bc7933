import type { AccountStatus } from '#domain/accounts.ts';
import type { SqlReader } from '#db/transaction.ts';
import type { RequestStatus } from '#domain/lifecycles/request.ts';

/** Where a request stands, seen from one provider. */
export interface RequestStanding {
  id: string;
  consumerId: string;
  consumerStatus: AccountStatus;
  status: RequestStatus;
  openOffers: number;
  /** Whether the provider was told of it. */
  isLead: boolean;
}

/** Where a request stands and whether the provider, if there is one, holds it as a lead. */
export async function findStanding(
  { em }: SqlReader,
  requestId: string,
  providerId: string | undefined,
): Promise<RequestStanding | undefined> {
  const [row]: RequestStanding[] = await em.execute(
    `select r.id, r.consumer_id as "consumerId", c.status as "consumerStatus", r.status,
            (select count(*)::int from offers o where o.request_id = r.id and o.status = 'pending') as "openOffers",
            exists (select from request_matches m
                     where m.request_id = r.id and m.provider_id = ?::uuid and m.lead_at is not null) as "isLead"
       from service_requests r join accounts c on c.id = r.consumer_id where r.id = ?`,
    [providerId ?? null, requestId],
  );
  return row;
}
