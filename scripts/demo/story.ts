import type { z } from 'zod';
import { Matches } from '#contracts/matches.ts';
import { OfferPage, type Offer } from '#contracts/offers.ts';
import { ServiceRequest } from '#contracts/requests.ts';
import type { DemoAccount } from '#db/seeds/demo-accounts.ts';
import { formatMoney } from '#domain/money.ts';
import { UserError } from '#platform/user-error.ts';
import { createClient, until, type DemoClient } from './client.ts';
import { createNarrator, type Print } from './narrator.ts';
import { makeOffer } from './offering.ts';
import { enterConsumer } from './registering.ts';
import { demoAccounts, logIn, showRun, type Scene } from './scene.ts';
import { accept, acceptAgain, complete, showTimelines } from './settling.ts';
import { talkItOver } from './talking.ts';
import { BROOKLYN, comingWeekend, whenOf } from './words.ts';

/** What a demo leaves behind in the product. */
export interface DemoResult {
  readonly consumerEmail: string;
  readonly requestId: string;
  /** The accepted one first. */
  readonly offerIds: readonly string[];
  readonly bookingId: string;
  /** The code of the problem that the second acceptance was answered with. */
  readonly refusedWith: string;
  /** The types of the request's events, in order. */
  readonly events: readonly string[];
  /** The one that was made by chat. */
  readonly spokenBookingId: string;
}

type MadeOffer = z.output<typeof Offer>;

const PATIENCE_MS = 60_000;

/** Which product the demo plays against, and how it shows what happens. */
export interface DemoOptions {
  readonly baseUrl: string;
  /** Where that product writes its mails; without it they are sent out, and nobody registers. */
  readonly mailFolder?: string | undefined;
  readonly print: Print;
  readonly colours?: boolean;
}

/** Plays one life from a request to a completed booking, over HTTP alone, and one by chat; throws when a step is not as expected. */
export async function runDemo(options: DemoOptions): Promise<DemoResult> {
  const http = createClient(options.baseUrl);
  const tell = createNarrator(options.print, options.colours ?? false);
  tell.title(`A life in Proxie, over HTTP at ${options.baseUrl}`);
  const scene: Scene = { http, tell, admin: await logIn(http, demoAccounts('admin')[0]) };

  const { client: consumer, email: consumerEmail } = await enterConsumer(scene, options.mailFolder);
  const requestId = await askForHaircut(scene, consumer);
  await waitForLeads(scene, consumer, requestId);
  const [first, second] = demoAccounts('provider');
  const winner = await offerAs(scene, first, { requestId, amount: 6_500, isAtOnce: true });
  const rival = await offerAs(scene, second, { requestId, amount: 7_200 });
  await compare(scene, consumer, requestId, [winner, rival]);
  const booking = await accept(scene, consumer, winner);
  const { id: bookingId } = booking;
  const refusedWith = await acceptAgain(scene, consumer, rival);
  await complete(scene, first, booking);
  const events = await showTimelines(scene, consumer, { requestId, bookingId });
  const spokenBookingId = await talkItOver(scene);
  const offerIds = [winner.id, rival.id];
  return { consumerEmail, requestId, offerIds, bookingId, refusedWith, events, spokenBookingId };
}

async function askForHaircut({ tell, admin }: Scene, consumer: DemoClient): Promise<string> {
  tell.step('Dana asks for a haircut');
  const body = {
    rawInput: 'A cut for curly hair in Brooklyn, best this weekend but I am flexible, for 60 to 80 dollars',
    category: 'hair_beauty',
    serviceType: 'haircut',
    requirements: { specializations: ['curly_hair'], description: 'Shoulder length, keep the curls.' },
    location: { ...BROOKLYN, maxDistanceKm: 15 },
    timing: { urgency: 'flexible', preferredDates: comingWeekend(Date.now()), flexibility: 'flexible' },
    budget: { min: 6_000, max: 8_000, currency: 'USD', flexibility: 'somewhat_flexible' },
  };
  const request = await consumer.post('/v1/requests', body, ServiceRequest);
  tell.say(`“${body.rawInput}”`);
  tell.say(`The request is kept and is ${request.status}; its workflow starts by itself.`);
  tell.note('request', request.id);
  await showRun({ tell, admin }, `/v1/requests/${request.id}`, ServiceRequest);
  return request.id;
}

async function waitForLeads({ tell }: Scene, consumer: DemoClient, requestId: string): Promise<void> {
  tell.step('Proxie looks for providers who fit');
  let last = 'pending';
  const look = async (): Promise<z.output<typeof ServiceRequest> | undefined> => {
    const now = await consumer.get(`/v1/requests/${requestId}`, ServiceRequest);
    last = now.status;
    return now.status === 'matching' && now.matchedProviders.length > 0 ? now : undefined;
  };
  const otherwise = (): string =>
    `The request should be matching and known to providers, but it is ${last}: does a worker run?`;
  const { status } = await until(look, { withinMs: PATIENCE_MS, otherwise });

  const { items, rejections } = await consumer.get(`/v1/requests/${requestId}/matches?limit=100`, Matches);
  tell.say(`It is ${status}. ${items.length} providers were told of it, the best first:`);
  const best = items.slice(0, 3);
  tell.table(best.map(({ name, score, distanceKm }) => [name, `score ${score.toFixed(2)}`, kilometres(distanceKm)]));
  const others = rejections.map(({ reason, count }) => `${count} × ${reason.replaceAll('_', ' ')}`).join(', ');
  if (others) tell.say(`Not told, with the reason: ${others}.`);
  const isMissing = ({ providerId }: DemoAccount): boolean => !items.some((each) => each.providerId === providerId);
  const missing = demoAccounts('provider').filter(isMissing);
  if (missing.length > 0) throw new UserError(`${missing.map(({ name }) => name).join(' and ')} should be among them.`);
}

async function offerAs(
  { http, tell }: Scene,
  account: DemoAccount,
  wish: { requestId: string; amount: number; isAtOnce?: boolean },
): Promise<MadeOffer> {
  tell.step(`${account.name} sees the lead and offers`);
  return makeOffer({ client: await logIn(http, account), tell, ...wish });
}

async function compare(
  { tell }: Scene,
  consumer: DemoClient,
  requestId: string,
  expected: readonly MadeOffer[],
): Promise<void> {
  tell.step('Dana compares the offers');
  const { items } = await consumer.get(`/v1/requests/${requestId}/offers`, OfferPage);
  const open = items.filter(({ allowedActions }) => allowedActions.includes('accept'));
  tell.table(
    open.map(({ providerSnapshot: { name, rating, reviewCount }, price, availableSlots, timezone }) => [
      name,
      formatMoney(price),
      `${rating ?? '–'} (${reviewCount} reviews)`,
      availableSlots.map(({ start }) => whenOf(start, timezone)).join(' · '),
    ]),
  );
  const all = expected.every(({ id }) => open.some((offer) => offer.id === id));
  if (!all) throw new UserError(`Both offers should be open to acceptance, but ${open.length} are.`);
}

const kilometres = (distanceKm: number | null): string => (distanceKm === null ? '' : `${distanceKm.toFixed(1)} km`);
