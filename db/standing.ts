import type { EntityManager } from '@mikro-orm/postgresql';
import { isOpenRequest, REQUEST_STATUSES } from '#domain/lifecycles/request.ts';
import { TRADING_ACCOUNT_STATUS, TRADING_PROVIDER_STATUS } from '#domain/standing.ts';
import { enqueueWorkflow } from './outbox.ts';
import { requestRun, type RequestOfRun } from './request-runs.ts';

/** `isTrading` of the domain for the row of an account, in SQL. */
export const isTradingAccountSql = (accounts: string): string => `${accounts}.status = '${TRADING_ACCOUNT_STATUS}'`;

/** The status of a provider as others see it: one whose account does not take part is not there. */
export const seenProviderStatusSql = (providers: string): string => `(
  case when exists (select from accounts where id = ${providers}.account_id and ${isTradingAccountSql('accounts')})
    then ${providers}.status else 'inactive' end)`;

/** `isTrading` of the domain for the row of a provider, in SQL. */
export const isTradingProviderSql = (providers: string): string =>
  `${seenProviderStatusSql(providers)} = '${TRADING_PROVIDER_STATUS}'`;

const OPEN = REQUEST_STATUSES.filter(isOpenRequest);

/** Orders, in the transaction that changes an account's status, that the runs of all it has open look at it anew. */
export async function signalStandingChanged(em: EntityManager, accountId: string): Promise<void> {
  const requests: RequestOfRun[] = await em.execute(
    `select r.id, r.status, r.category, r.service_type as "serviceType", r.city, r.consumer_id as "consumerId"
     from service_requests r
     where r.status in (${OPEN.map(() => '?').join()}) and (r.consumer_id = ? or r.id in (
       select o.request_id from offers o join providers p on p.id = o.provider_id
       where p.account_id = ? and o.status = 'pending'))`,
    [...OPEN, accountId, accountId],
  );
  for (const request of requests) {
    const because = 'the standing of a party has changed';
    enqueueWorkflow(em, requestRun(request, { name: 'standingChanged', input: { accountId }, because }));
  }
}
