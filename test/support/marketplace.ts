import { matchKeys } from '#domain/matching/match-keys.ts';
import { v7 as uuidv7 } from 'uuid';
import { keepPayload, type OfferPayload, type ReviewPayload } from '#db/payloads.ts';
import { Account } from '#db/entities/account.entity.ts';
import { Booking } from '#db/entities/booking.entity.ts';
import { Offer } from '#db/entities/offer.entity.ts';
import { ProviderService } from '#db/entities/provider-service.entity.ts';
import { Provider } from '#db/entities/provider.entity.ts';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { enqueueWorkflow } from '#db/outbox.ts';
import { requestRun, runOf } from '#db/request-runs.ts';
import { inTransaction } from '#db/transaction.ts';
import { DAY_MS, HOUR_MS } from '#domain/local-date.ts';
import type { ReviewSide } from '#domain/reviews.ts';
import { bookingWorkflowId, cancelBooking, completeBooking, submitReview } from '#workflows/booking/messages.ts';
import { acceptOffer, submitOffer } from '#workflows/request/messages.ts';
import type { Party } from '#workflows/shared/command.ts';
import type { Lives } from './lives.ts';
import { until } from './until.ts';
import { AROUND_THE_CLOCK } from './factories.ts';

/** A provider with one service, open around the clock, whose whole calendar is free. */
export interface TestProvider {
  accountId: string;
  providerId: string;
  serviceId: string;
}
export interface TestRequest {
  requestId: string;
  consumerId: string;
}
export interface TestSlot {
  start: string;
  end: string;
}
/** Columns that a test says differently; `consumer` is the account of somebody who is there already, a provider's too. */
type RequestColumns = Omit<Partial<ServiceRequest>, 'consumer'> & { consumer?: string };
type World = Pick<Lives, 'orm' | 'commands' | 'nowMs' | 'pass' | 'config'>;

/** A new command of somebody. */
export const by = (actorId: string) => ({ commandId: uuidv7(), actorId });

/** The few moves of which lives are made, over the real database and the real commands. */
export function createMarketplace(world: World) {
  return {
    provider,
    request,
    offer,
    offerCommand,
    accept,
    due,
    complete,
    cancel,
    review,
    slotIn,
    row,
    offerRow,
    bookingRow,
    leads,
    inStatus,
    bookingOf,
  };

  async function account(name: string): Promise<string> {
    const id = uuidv7();
    await world.orm.em.fork().insert(Account, {
      id,
      email: `${id}@example.test`,
      name,
      passwordHash: '-',
      roles: ['consumer'],
    });
    return id;
  }

  async function provider(overrides: Partial<Provider> = {}): Promise<TestProvider> {
    const [accountId, providerId, serviceId] = [await account('A provider'), uuidv7(), uuidv7()];
    const em = world.orm.em.fork();
    const row = {
      id: providerId,
      account: accountId,
      name: 'A provider',
      email: `${providerId}@example.test`,
      city: 'New York',
      lat: 40.68,
      lng: -73.95,
      serviceRadiusKm: 20,
      specializations: [],
      timezone: 'America/New_York',
      schedule: AROUND_THE_CLOCK,
      exceptions: [],
      minNoticeHours: 0,
      ...overrides,
    };
    await em.insert(Provider, { ...row, ...matchKeys(row) });
    await em.insert(ProviderService, {
      id: serviceId,
      provider: providerId,
      name: 'Haircut',
      category: 'hair_beauty',
      serviceType: 'haircut',
      durationMinutes: 60,
      priceMin: 4000,
      priceMax: 8000,
      currency: 'USD',
    });
    return { accountId, providerId, serviceId };
  }

  /** A request with its row in the outbox, as the API makes them; of a consumer of its own, unless one is given. */
  async function request(overrides: RequestColumns = {}): Promise<TestRequest> {
    const requestId = uuidv7();
    const consumerId = (overrides.consumer as string | undefined) ?? (await account('A consumer'));
    const nowMs = await world.nowMs();
    await inTransaction(world.orm, async (em) => {
      const row = em.create(ServiceRequest, {
        id: requestId,
        rawInput: '',
        category: 'hair_beauty',
        serviceType: 'haircut',
        specializations: [],
        city: 'New York',
        lat: 40.68,
        lng: -73.95,
        maxDistanceKm: 15,
        urgency: 'flexible',
        preferredDates: [],
        preferredTimes: [],
        createdAt: new Date(nowMs),
        expiresAt: new Date(nowMs + world.config.timers.requestTtlMs),
        ...overrides,
        consumer: consumerId,
      });
      em.persist(row);
      enqueueWorkflow(em, requestRun(runOf(row)));
    });
    return { requestId, consumerId };
  }

  /** An hour that begins so many hours from the workflow's now. */
  async function slotIn(hours: number): Promise<TestSlot> {
    const startMs = (await world.nowMs()) + hours * HOUR_MS;
    return { start: new Date(startMs).toISOString(), end: new Date(startMs + HOUR_MS).toISOString() };
  }

  /** What the API sends for a new offer, its texts put aside. */
  async function offerCommand(
    { accountId, providerId, serviceId }: TestProvider,
    { slots, ...payload }: Partial<OfferPayload> = {},
  ) {
    const command = by(accountId);
    const texts = {
      serviceId,
      slots: slots ?? [await slotIn(2 * (DAY_MS / HOUR_MS))],
      price: { amount: 6000, currency: 'USD' },
      message: 'a text that stays in Postgres',
      ...payload,
    };
    const { commandId } = command;
    const payloadId = await keepPayload(world.orm, { commandId, fact: `${commandId} submit`, payload: texts });
    return { ...command, providerId, offerId: uuidv7(), payloadId };
  }

  async function offer(of: TestRequest, from: TestProvider, payload: Partial<OfferPayload> = {}): Promise<string> {
    const command = await offerCommand(from, payload);
    return (await world.commands.onRequest(of.requestId, submitOffer, command)).offerId;
  }

  async function accept({ requestId, consumerId }: TestRequest, offerId: string, slot?: TestSlot): Promise<string> {
    const row = await offerRow(offerId);
    const [first = await slotIn(1)] = row.slots;
    const command = { ...by(consumerId), offerId, revision: row.revision, slot: slot ?? first };
    return (await world.commands.onRequest(requestId, acceptOffer, command)).bookingId;
  }

  /** Lets time pass until the booking begins. */
  async function due(bookingId: string): Promise<void> {
    const { scheduledStart } = await bookingRow(bookingId);
    const waitMs = scheduledStart.getTime() - (await world.nowMs());
    if (waitMs > 0) await world.pass(waitMs);
  }

  /** Completes it as soon as it has begun. */
  async function complete(bookingId: string, { accountId }: TestProvider): Promise<void> {
    await due(bookingId);
    await world.commands.onBooking(bookingId, completeBooking, { ...by(accountId), side: 'provider' });
  }

  async function cancel(bookingId: string, actorId: string, side: Party): Promise<void> {
    const payload = { reason: 'another text that stays in Postgres' };
    await world.commands.onBooking(bookingId, cancelBooking, { ...by(actorId), side, payload });
  }

  /** One side of a completed booking reviews the other; answers the id of the review. */
  async function review(bookingId: string, actorId: string, side: ReviewSide, rating = 5): Promise<string> {
    const payload: ReviewPayload = {
      rating,
      comment: 'a third text that stays in Postgres',
      breakdown: { quality: rating },
    };
    const command = by(actorId);
    const order = { ...command, side, reviewId: command.commandId, payload };
    return (await world.commands.onBooking(bookingId, submitReview, order)).reviewId;
  }

  function row({ requestId }: TestRequest): Promise<ServiceRequest> {
    return world.orm.em.fork().findOneOrFail(ServiceRequest, requestId);
  }
  function offerRow(offerId: string): Promise<Offer> {
    return world.orm.em.fork().findOneOrFail(Offer, offerId);
  }
  function bookingRow(bookingId: string): Promise<Booking> {
    return world.orm.em.fork().findOneOrFail(Booking, bookingId);
  }

  /** Waits until so many providers know of the request. */
  async function leads(of: TestRequest, count: number): Promise<void> {
    const count_ = () => world.orm.em.fork().count(RequestMatch, { request: of.requestId, leadAt: { $ne: null } });
    await until(`${count} leads`, async () => (await count_()) === count);
  }

  async function inStatus(of: TestRequest, status: ServiceRequest['status']): Promise<void> {
    await until(`the request to be ${status}`, async () => (await row(of)).status === status);
  }

  /** Waits until the booking's run is there. */
  async function bookingOf(bookingId: string, handle: Lives['handle']): Promise<void> {
    await until('the run of the booking', () =>
      handle(bookingWorkflowId(bookingId))
        .describe()
        .then(
          () => true,
          () => false,
        ),
    );
  }
}
