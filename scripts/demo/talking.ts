import type { z } from 'zod';
import { ChatAccepted, ChatTask } from '#contracts/chat.ts';
import { OwnProvider, Slots } from '#contracts/providers.ts';
import { LeadPage } from '#contracts/requests.ts';
import type { ChatRole, DraftKind } from '#domain/chat.ts';
import { UserError } from '#platform/user-error.ts';
import { until, type DemoClient } from './client.ts';
import { demoAccounts, logIn, type Scene } from './scene.ts';
import { pickSlots, spokenTime } from './words.ts';

type Task = z.output<typeof ChatTask>;
const PATIENCE_MS = 60_000;
const WISH = 'I need a haircut, curly hair, Brooklyn, within the next two weeks, $60-80';

/** The same life in sentences: a request, an offer and a booking, each prepared by the agent and approved by a person. Answers the booking's id. */
export async function talkItOver({ http, tell }: Scene): Promise<string> {
  const [clara, petra] = [demoAccounts('consumer')[0], demoAccounts('provider')[0]];
  const consumer = await logIn(http, clara);
  const provider = await logIn(http, petra);

  tell.step(`${clara.name} does the same by chat`);
  const buying = talkOf(consumer, 'consumer');
  const asked = await buying.say(WISH);
  const requestId = resultOf(await buying.approve(asked, 'create_service_request'), 'the request');

  tell.step(`${petra.name} asks for leads and offers, in one sentence each`);
  await untilLead(provider, requestId);
  const selling = talkOf(provider, 'provider');
  await selling.say('Any leads?');
  const time = await freeTime(provider);
  await selling.approve(await selling.say(`I offer $70 for the first lead on ${time}`), 'submit_offer');

  tell.step(`${clara.name} looks at the offers and books`);
  await buying.say('Show me the offers');
  const booked = await buying.approve(await buying.say(`Book the first one on ${time}`), 'accept_offer');
  const bookingId = resultOf(booked, 'the booking');
  tell.note('booking', bookingId);
  return bookingId;

  function talkOf(client: DemoClient, role: ChatRole) {
    let conversationId: string | undefined;
    return { say, approve };

    async function say(message: string): Promise<Task> {
      tell.say(`“${message}”`);
      return send({ message });
    }

    async function approve({ drafts }: Task, kind: DraftKind): Promise<Approved> {
      const draft = drafts.find((each) => each.kind === kind);
      if (!draft) throw new UserError(`The agent should have prepared a draft (${kind}).`);
      const { id: draftId, revision } = draft;
      tell.say(`approves revision ${revision} of the draft`);
      return { draftId, task: await send({ action: { type: 'approve', draftId, revision } }) };
    }

    async function send(body: object): Promise<Task> {
      const ofTalk = conversationId === undefined ? { role } : { role, conversationId };
      const accepted = await client.post('/v1/chat', { ...ofTalk, ...body }, ChatAccepted);
      conversationId = accepted.conversationId;
      const task = await finished(client, accepted.taskId);
      for (const line of task.answer?.text.split('\n') ?? []) tell.say(`   ${line}`);
      return task;
    }
  }
}

interface Approved {
  readonly draftId: string;
  readonly task: Task;
}

/** What an approval has made; fails when it was refused. */
function resultOf({ draftId, task }: Approved, what: string): string {
  const { result = null } = task.drafts.find(({ id }) => id === draftId) ?? {};
  if (!result) {
    throw new UserError(`${what} should have been made, but the agent says: ${task.answer?.text ?? 'nothing'}`);
  }
  return result.id;
}

function finished(client: DemoClient, taskId: string): Promise<Task> {
  const look = async (): Promise<Task | undefined> => {
    const task = await client.get(`/v1/chat/tasks/${taskId}?wait=10`, ChatTask);
    if (task.status === 'failed') throw new UserError(`The agent should have answered, but failed: ${task.failure}.`);
    return task.status === 'succeeded' ? task : undefined;
  };
  return until(look, { withinMs: PATIENCE_MS, otherwise: () => 'The agent should have answered: does a worker run?' });
}

async function untilLead(provider: DemoClient, requestId: string): Promise<void> {
  const look = async (): Promise<true | undefined> => {
    const { items } = await provider.get('/v1/providers/me/leads?limit=1', LeadPage);
    return items[0]?.requestId === requestId || undefined;
  };
  await until(look, { withinMs: PATIENCE_MS, otherwise: () => 'The provider should have heard of the request.' });
}

/** A time at which the provider is free, as people say it. */
async function freeTime(provider: DemoClient): Promise<string> {
  const { id, services } = await provider.get('/v1/providers/me', OwnProvider);
  const service = services.find(({ serviceType }) => serviceType === 'haircut');
  if (!service) throw new UserError('The provider should offer haircuts.');
  const { items, timezone } = await provider.get(`/v1/providers/${id}/slots?serviceId=${service.id}&limit=200`, Slots);
  const [slot] = pickSlots(items, timezone, 1);
  if (!slot) throw new UserError('The provider should have a free slot in the next two weeks.');
  return spokenTime(slot.start, timezone);
}
