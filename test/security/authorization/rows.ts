import { randomUUID } from 'node:crypto';
import { AuditEntry } from '#db/entities/audit-entry.entity.ts';
import { Booking } from '#db/entities/booking.entity.ts';
import { ChatDraft } from '#db/entities/chat-draft.entity.ts';
import { ChatMessage } from '#db/entities/chat-message.entity.ts';
import { CommandPayload } from '#db/entities/command-payload.entity.ts';
import { Event } from '#db/entities/event.entity.ts';
import { ExternalIdentity } from '#db/entities/external-identity.entity.ts';
import { FeedCursor } from '#db/entities/feed-cursor.entity.ts';
import { FeedEntry } from '#db/entities/feed-entry.entity.ts';
import { IdempotencyKey } from '#db/entities/idempotency-key.entity.ts';
import { MailClaim } from '#db/entities/mail-claim.entity.ts';
import { LlmUsage } from '#db/entities/llm-usage.entity.ts';
import { ProviderService } from '#db/entities/provider-service.entity.ts';
import { RefreshToken } from '#db/entities/refresh-token.entity.ts';
import { Registration } from '#db/entities/registration.entity.ts';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import { Review } from '#db/entities/review.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { WorkflowOutbox } from '#db/entities/workflow-outbox.entity.ts';
import type { TestApi } from '#test/support/api.ts';
import { PERSON_NAMES, type PersonName } from './actors.ts';
import type { Row } from './canaries.ts';
import type { World } from './world.ts';

/** Every row of the world that people could want to read, with how they stand to it. Adds what the world did without. */
export async function rowsOf({ orm }: TestApi, world: World): Promise<Row[]> {
  const em = orm.em.fork();
  const { things, cancelled, ofBothSides, people, hiddenReviewId } = world;
  await em.nativeUpdate(Booking, { id: things.booking }, { completedAt: new Date() });
  await em.nativeUpdate(Review, {}, { respondedAt: new Date() });
  const budget = { budgetMax: 1, budgetCurrency: 'USD', budgetFlexibility: 'strict' } as const;
  await em.nativeUpdate(ServiceRequest, { id: [things.request, cancelled.request, ofBothSides.request] }, budget);
  const services = await em.findAll(ProviderService, { fields: ['id', 'provider'] });
  const matches = await em.findAll(RequestMatch, { fields: ['id', 'request', 'provider', 'leadAt'] });
  const leadOf = (request: string): PersonName[] =>
    PERSON_NAMES.filter((name) =>
      matches.some(
        (each) => each.request.id === request && each.leadAt && each.provider.id === people[name].providerId,
      ),
    );
  const ownerOf = (providerId: string): PersonName[] =>
    PERSON_NAMES.filter((name) => people[name].providerId === providerId);
  const consumerOf = (request: string): PersonName => {
    if (request === things.request) return 'owner';
    return request === ofBothSides.request ? 'bothSides' : 'otherConsumer';
  };
  const sidesOf = ({ request, provider }: (typeof matches)[number]): Row['is'] => ({
    consumer: [consumerOf(request.id)],
    provider: ownerOf(provider.id),
  });

  return [
    ...accountRows(world),
    ...services.map(({ id, provider }) => ({ entity: 'ProviderService', id, is: { self: ownerOf(provider.id) } })),
    ...matches.map((match) => ({ entity: 'RequestMatch', id: match.id, is: match.leadAt ? sidesOf(match) : {} })),
    { entity: 'ServiceRequest', id: things.request, is: { consumer: ['owner'], lead_holder: leadOf(things.request) } },
    {
      entity: 'ServiceRequest',
      id: cancelled.request,
      is: { consumer: ['otherConsumer'], lead_holder: leadOf(cancelled.request) },
    },
    { entity: 'Offer', id: things.offer, is: { consumer: ['owner'], provider: ['providerParty'] } },
    { entity: 'Offer', id: world.rivalOfferId, is: { consumer: ['owner'], provider: ['rival'] } },
    {
      entity: 'ServiceRequest',
      id: ofBothSides.request,
      is: { consumer: ['bothSides'], lead_holder: leadOf(ofBothSides.request) },
    },
    { entity: 'Offer', id: ofBothSides.offer, is: { consumer: ['bothSides'], provider: ['providerParty'] } },
    { entity: 'Offer', id: cancelled.offer, is: { consumer: ['otherConsumer'], provider: ['pausedProvider'] } },
    { entity: 'Booking', id: things.booking, is: { consumer: ['owner'], provider: ['providerParty'] } },
    {
      entity: 'Booking',
      id: cancelled.booking,
      is: { ex_consumer: ['otherConsumer'], ex_provider: ['pausedProvider'] },
    },
    { entity: 'Enrollment', id: things.enrollment, is: { self: ['owner'] } },
    { entity: 'Media', id: things.media, is: { consumer: ['owner'], lead_holder: leadOf(things.request) } },
    { entity: 'Review', id: things.review, is: {} },
    { entity: 'Review', id: hiddenReviewId, isHidden: true, is: { self: ['owner'] } },
    ...(await eventRows(orm, world)),
    ...(await talkRows(orm, world)),
    ...(await hiddenRows(orm, world)),
    await auditRow(orm, world),
  ];
}

/** How accounts and providers stand to each other: the owner has a booking with the providerParty, two others had one. */
function accountRows({ people }: World): Row[] {
  const partners: Partial<Record<PersonName, Row['is']>> = {
    owner: { partner: ['providerParty'] },
    otherConsumer: { former: ['pausedProvider'] },
  };
  const clients: Partial<Record<PersonName, Row['is']>> = {
    providerParty: { partner: ['owner'] },
    pausedProvider: { former: ['otherConsumer'] },
  };
  return PERSON_NAMES.flatMap((name) => {
    const { id, providerId } = people[name];
    const account = { entity: 'Account', id, is: { self: [name], ...partners[name] } };
    if (providerId === undefined) return [account];
    return [account, { entity: 'Provider', id: providerId, is: { self: [name], ...clients[name] } }];
  });
}

async function eventRows({ em }: TestApi['orm'], { things, rivalOfferId, cancelled, people }: World): Promise<Row[]> {
  const common = { side: 'provider', occurredAt: new Date(), type: 'x', actorId: people.providerParty.id } as const;
  const requestId = things.request;
  const events = [
    { ...common, aggregate: 'request', aggregateId: requestId, requestId, is: { consumer: ['owner'] } },
    { ...common, aggregate: 'offer', aggregateId: rivalOfferId, requestId, is: { consumer: ['owner'] } },
    {
      ...common,
      aggregate: 'booking',
      aggregateId: things.booking,
      requestId,
      bookingId: things.booking,
      is: { consumer: ['owner'], provider: ['providerParty'] },
    },
    {
      ...common,
      aggregate: 'booking',
      aggregateId: cancelled.booking,
      bookingId: cancelled.booking,
      is: { consumer: ['otherConsumer'], provider: ['pausedProvider'] },
    },
    { ...common, aggregate: 'enrollment', aggregateId: things.enrollment, is: { consumer: ['owner'] } },
  ] as const;
  const rows: Row[] = [];
  for (const { is, ...event } of events) {
    const id = randomUUID();
    await em.fork().insert(Event, { id, ...event });
    rows.push({ entity: 'Event', id, is });
  }
  return rows;
}

/** What the owner has talked about with the agent. */
async function talkRows({ em: shared }: TestApi['orm'], { things }: World): Promise<Row[]> {
  const em = shared.fork();
  const is: Row['is'] = { self: ['owner'] };
  const { conversation, chat_task: turn } = things;
  const messages = await em.findAll(ChatMessage, { where: { conversation } });
  const drafts = await em.findAll(ChatDraft, { where: { conversation } });
  return [
    { entity: 'Conversation', id: conversation, is },
    { entity: 'ChatTurn', id: turn, is },
    { entity: 'ChatStep', id: turn, key: 'turn_id', is },
    ...messages.map(({ id }) => ({ entity: 'ChatMessage', id, is })),
    ...drafts.map(({ id }) => ({ entity: 'ChatDraft', id, is })),
  ];
}

/** What nobody reads through the API. */
async function hiddenRows({ em: shared }: TestApi['orm'], { people }: World): Promise<Row[]> {
  const em = shared.fork();
  const id = randomUUID();
  const account = people.owner.id;
  const event = (await em.findAll(Event, { limit: 1 }))[0]!.id;
  const later = new Date(Date.now() + 3_600_000);
  await em.insert(RefreshToken, { id, account, familyId: id, tokenHash: 'x'.repeat(64), expiresAt: later });
  await em.insert(CommandPayload, { id, payload: {} });
  await em.insert(FeedCursor, { account, lastSeq: 1 });
  await em.insert(FeedEntry, { account, seq: 1, event, type: 'chat:response', payload: {} });
  await em.insert(WorkflowOutbox, { id, workflowType: 'x', workflowId: 'x', input: {}, doneAt: new Date() });
  const person = { email: 'x', name: 'x', passwordHash: 'x' };
  await em.insert(Registration, { id, ...person, expiresAt: later });
  await em.insert(ExternalIdentity, { id, account, issuer: 'x', subject: 'x' });
  await em.insert(MailClaim, { id, mailbox: 'x'.repeat(43), domain: 'x'.repeat(43) });
  const call = { operationId: 'x', key: 'x', fingerprint: 'x'.repeat(64), holder: id, lockedUntil: later };
  await em.insert(IdempotencyKey, { commandId: id, account, ...call, expiresAt: later });
  const talked = { conversationId: id, turnId: id, step: 1 };
  await em.insert(LlmUsage, { id, account, ...talked, feature: 'x', model: 'x' });
  const outside = ['Registration', 'ExternalIdentity', 'MailClaim'];
  const byId = ['RefreshToken', 'CommandPayload', 'WorkflowOutbox', ...outside, 'LlmUsage'];
  return [
    ...byId.map((entity) => ({ entity, id, is: {} })),
    { entity: 'FeedCursor', id: account, key: 'account_id', is: {} },
    { entity: 'LlmGeneration', id: account, key: 'account_id', is: {} }, // there since the owner's first request
    { entity: 'FeedEntry', id: account, key: 'account_id', is: { self: ['owner'] } },
    { entity: 'IdempotencyKey', id, key: 'command_id', is: {} },
  ];
}

/** An entry that stands first in the audit whatever the tests add to it. */
async function auditRow({ em }: TestApi['orm'], { people, things }: World): Promise<Row> {
  const id = randomUUID();
  await em.fork().insert(AuditEntry, {
    id,
    actorId: people.owner.id,
    side: 'consumer',
    operationId: 'x',
    resourceType: 'x',
    resourceId: things.request,
    outcome: 'succeeded',
    status: 200,
    requestId: 'x',
    createdAt: new Date(Date.now() + 24 * 3_600_000),
  });
  return { entity: 'AuditEntry', id, is: {} };
}
