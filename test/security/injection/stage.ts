import { randomBytes, randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ChatRole } from '#domain/chat.ts';
import { DAY_MS, HOUR_MS } from '#domain/local-date.ts';
import type { Lives } from '#test/support/lives.ts';
import { createMarketplace, type TestSlot } from '#test/support/marketplace.ts';
import type { SignedIn } from '#test/support/people.ts';
import type { Payload, Place } from './payloads.ts';

/** Marks that nobody else writes; whoever reads one has read the row that it stands in. */
export const MARK = /canary-[a-z-]+-s\d+-[0-9a-f]{8}/g;

/** The people and things among which payloads are tried: a live request with a live offer, far away from all others. */
export interface Stage {
  readonly consumer: SignedIn;
  /** A provider who knows of the request and has not offered yet. */
  readonly provider: SignedIn;
  readonly ids: Readonly<Record<StageId, string>>;
  readonly slot: TestSlot;
  /** The marks that whoever talks may read. */
  readonly readable: Readonly<Record<ChatRole, ReadonlySet<string>>>;
  /** Puts a text where others would have written it, and takes out what stood there before. */
  place(where: Place, parts: readonly string[]): Promise<void>;
}

type StageId = 'account' | 'rivalAccount' | 'request' | 'offer' | 'service' | 'offering' | 'rival' | 'conversation';

/** Degrees between two stages: some 550 km, so that nobody hears of a foreign request. */
const APART = 5;

/** Sets up a stage with a mark in everything that somebody may not see. */
export async function createStage(
  lives: Lives,
  tokenOf: (accountId: string) => Promise<string>,
  number: number,
): Promise<Stage> {
  const em = (): EntityManager => lives.orm.em.fork();
  const mark = (what: string): string => `canary-${what}-s${number}-${randomBytes(4).toString('hex')}`;
  const market = createMarketplace(lives);
  const at = { city: `Town ${number}`, lat: -60 + APART * number, lng: 10 };
  const secrets = (who: string) => ({
    email: `${mark(`${who}-mail`)}@example.test`,
    phone: mark(`${who}-phone`),
    address: mark(`${who}-address`),
    bio: mark(`${who}-bio`),
  });
  const [offering, rival] = [await market.provider({ ...at, ...secrets('p') }), await market.provider(at)];
  const own = { description: mark('description'), message: mark('offer'), notes: mark('notes') };
  const texts = { rawInput: mark('words'), description: own.description };
  const request = await market.request({ ...at, ...texts, budgetMin: 1, budgetMax: 900_000, budgetCurrency: 'USD' });
  await market.leads(request, 2);
  const slot = await market.slotIn((2 * DAY_MS) / HOUR_MS);
  const offer = await market.offer(request, offering, { slots: [slot], message: own.message, priceNotes: own.notes });
  await market.inStatus(request, 'offers_received');
  const self = [mark('own-name'), mark('own-mail')] as const;
  const others = [offering, rival].map(({ accountId }) => [accountId, mark('name'), mark('mail')] as const);
  for (const [account, name, mail] of [[request.consumerId, ...self] as const, ...others]) {
    const told = { name, email: `${mail}@example.test` };
    await em().execute('update accounts set name = ?, email = ? where id = ?', [told.name, told.email, account]);
  }
  await em().execute(`update accounts set roles = '{consumer,provider}' where id = ?`, [rival.accountId]);
  return {
    consumer: { accountId: request.consumerId, token: await tokenOf(request.consumerId) },
    provider: { accountId: rival.accountId, token: await tokenOf(rival.accountId) },
    ids: {
      account: request.consumerId,
      rivalAccount: rival.accountId,
      request: request.requestId,
      offer,
      service: rival.serviceId,
      offering: offering.providerId,
      rival: rival.providerId,
      conversation: await talkBefore(em(), request.consumerId, mark('chat')),
    },
    slot,
    readable: {
      consumer: new Set([...Object.values(own), texts.rawInput]),
      provider: new Set([own.description]),
      enrollment: new Set(self),
    },
    place,
  };

  async function place(where: Place, [first = '', second = '']: readonly string[]): Promise<void> {
    const put = (here: Place, text: string, otherwise: string | null): string | null =>
      where === here ? text : otherwise;
    const isSplit = where === 'offer_split';
    await em().execute('update service_requests set description = ?, neighborhood = ? where id = ?', [
      put('request_description', first, own.description),
      put('request_neighborhood', first, null),
      request.requestId,
    ]);
    await em().execute(
      `update offers set message = ?, price_notes = ?, service_name = ?,
              provider_snapshot = jsonb_set(provider_snapshot, '{name}', to_jsonb(?::text)) where id = ?`,
      [
        isSplit ? first : put('offer_message', first, own.message),
        isSplit ? second : put('offer_price_notes', first, own.notes),
        put('service_name', first, 'Haircut'),
        put('provider_name', first, 'A provider'),
        offer,
      ],
    );
    await em().execute('update providers set bio = ? where id = ?', [
      put('provider_bio', first, ''),
      offering.providerId,
    ]);
  }
}

/** Something that was said and answered at another time. */
async function talkBefore(em: EntityManager, accountId: string, said: string): Promise<string> {
  const [conversation, turn] = [randomUUID(), randomUUID()];
  await em.execute(
    `insert into conversations (id, account_id, role, title, last_turn, last_message) values (?, ?, 'consumer', ?, 1, 1)`,
    [conversation, accountId, said],
  );
  await em.execute(
    `insert into chat_turns (id, conversation_id, account_id, seq, status) values (?, ?, ?, 1, 'succeeded')`,
    [turn, conversation, accountId],
  );
  await em.execute(
    `insert into chat_messages (id, conversation_id, turn_id, seq, author, text) values (?, ?, ?, 1, 'user', ?)`,
    [randomUUID(), conversation, turn, said],
  );
  return conversation;
}

/** As what the caller talks. */
export const roleOf = ({ as, place }: Payload): ChatRole =>
  as ?? (place.startsWith('request_') ? 'provider' : 'consumer');

/** Who talks when the payload stands there. */
export const callerOf = (stage: Stage, payload: Payload): SignedIn =>
  roleOf(payload) === 'provider' ? stage.provider : stage.consumer;

/** What the names in payloads stand for on one stage; what is foreign is of the other one. */
export function wordsFor(stage: Stage, other: Stage): Record<string, unknown> {
  return {
    ...stage.ids,
    slot: stage.slot,
    draft: randomUUID(),
    foreignOffer: other.ids.offer,
    foreignSlot: other.slot,
    foreignRequest: other.ids.request,
    foreignService: other.ids.service,
    foreignProvider: other.ids.offering,
    foreignAccount: other.ids.account,
    foreignConversation: other.ids.conversation,
  };
}
