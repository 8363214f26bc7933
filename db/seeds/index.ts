import type { Log } from '#platform/logger.ts';
import { Account } from '../entities/account.entity.ts';
import { Booking } from '../entities/booking.entity.ts';
import { Offer } from '../entities/offer.entity.ts';
import { ProviderService } from '../entities/provider-service.entity.ts';
import { Provider } from '../entities/provider.entity.ts';
import { Review } from '../entities/review.entity.ts';
import { ServiceRequest } from '../entities/service-request.entity.ts';
import { createOrm } from '../orm.ts';
import { takeTurn } from '../transaction.ts';
import { demoRows } from './demo-rows.ts';
import { PAST_CONSUMERS, pastWork } from './past-work.ts';
import { seededProviders } from './providers.ts';

/** What the seeds hold beyond the providers of every city. */
export interface SeedOptions {
  /** Accounts whose passwords everybody knows: only for development, so nobody gets them who does not ask. */
  readonly demoAccounts?: boolean;
}

/** Fills an empty database, and only an empty one, with the same rows in every run; of many processes one does it. */
export async function seedOnce(
  databaseUrl: string,
  log: Log,
  { demoAccounts = false }: SeedOptions = {},
): Promise<void> {
  const orm = await createOrm({ url: databaseUrl, poolMax: 1 });
  try {
    const count = await orm.em.fork().transactional(async (em) => {
      await takeTurn(em, 'proxie seeds');
      if ((await em.count(Account)) > 0) return 0;
      const seeded = seededProviders();
      const demo = demoAccounts ? await demoRows() : { accounts: [], providers: [] };
      const providers = [...demo.providers, ...seeded];
      const past = pastWork(providers);
      await em.insertMany(Account, [...demo.accounts, ...PAST_CONSUMERS, ...seeded.map(({ account }) => account)]);
      await em.insertMany(
        Provider,
        providers.map(({ provider }) => provider),
      );
      await em.insertMany(
        ProviderService,
        providers.flatMap(({ services }) => services),
      );
      await em.insertMany(ServiceRequest, past.requests);
      await em.insertMany(Offer, past.offers);
      await em.insertMany(Booking, past.bookings);
      await em.insertMany(Review, past.reviews);
      return providers.length;
    });
    if (count > 0) log.info({ providers: count, demoAccounts }, 'the empty database was filled');
  } finally {
    await orm.close();
  }
}
