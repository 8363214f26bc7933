import type { ChatRole } from '#domain/chat.ts';
import type { Person, ProviderPerson } from '#test/support/product.ts';
import { pngOf } from '#test/support/images.ts';
import { until } from '#test/support/until.ts';
import type { Stage } from './people.ts';

interface Task {
  readonly status: string;
  readonly conversationId: string;
  readonly drafts: readonly { readonly id: string; readonly kind: string; readonly revision: number }[];
}

/** Says something before any worker is there, and does not want the answer any more. */
export async function talkInVain({ world, journal, marks }: Stage): Promise<void> {
  const as = await world.person();
  const message = `I need a haircut ${marks.make('a message that nobody hears')}`;
  const { body } = await journal.expect(202, 'POST', '/v1/chat', { as, body: { role: 'consumer', message } });
  await journal.expect(202, 'POST', `/v1/chat/tasks/${body.taskId}/cancel`, { as });
}

/** Conversations from a sentence to a request and an offer, with a mark in everything that is said and changed. */
export async function talk(stage: Stage, consumer: Person, provider: ProviderPerson): Promise<void> {
  const { journal, marks } = stage;
  const said = `I need a haircut in Brooklyn, New York for $60-80 ${marks.make('a message')}`;
  const media = [await showImages(stage, consumer)];
  const asked = await say(stage, consumer, { role: 'consumer', message: said, media });
  const edited = await decide(stage, consumer, asked, {
    type: 'edit',
    changes: { requirements: { specializations: [], description: `Short. ${marks.make('a change of a draft')}` } },
  });
  await decide(stage, consumer, edited, { type: 'approve' });
  await decide(stage, consumer, edited, { type: 'approve' });
  const at = `/v1/chat/conversations/${asked.conversationId}`;
  for (const path of ['/v1/chat/conversations', at, `${at}/messages`]) {
    await journal.expect(200, 'GET', path, { as: consumer });
  }
  const leads = `show my leads ${marks.make('what a provider says')}`;
  const offering = await say(stage, provider, { role: 'provider', message: leads });
  await say(stage, provider, {
    role: 'provider',
    conversationId: offering.conversationId,
    message: 'offer $55 tomorrow at 2pm',
  });
  const newcomer = await stage.world.person();
  await say(stage, newcomer, {
    role: 'enrollment',
    message: `What do photographers need? ${marks.make('a question')}`,
  });
  const name = `Zoe ${marks.make('the name of somebody who enrolls by chat')}`;
  const enrolling = await say(stage, newcomer, {
    role: 'enrollment',
    message: `I offer standard cleaning in Brooklyn for $80-140, Mon-Fri 9 to 5, my name is ${name}`,
  });
  await decide(stage, newcomer, enrolling, { type: 'approve' }, 'enrollment');
  const wrong = {
    role: 'consumer',
    conversationId: offering.conversationId,
    message: marks.make('a message to others'),
  };
  await journal.expect(403, 'POST', '/v1/chat', { as: consumer, body: wrong });
}

/** Uploads images with a mark in them, reads them, and takes one back; answers the id of the other. */
async function showImages({ journal, marks }: Stage, as: Person): Promise<string> {
  const png = { 'content-type': 'image/png' };
  const upload = async (): Promise<string> => {
    const image = new Uint8Array(pngOf(0, { zzZz: marks.make('an image') }));
    return (await journal.expect(201, 'POST', '/v1/media', { as, body: image, headers: png })).body.id as string;
  };
  const [shown, taken] = [await upload(), await upload()];
  for (const path of ['', '/content']) await journal.expect(200, 'GET', `/v1/media/${shown}${path}`, { as });
  await journal.expect(204, 'DELETE', `/v1/media/${taken}`, { as });
  await journal.expect(415, 'POST', '/v1/media', { as, body: marks.make('no image'), headers: png });
  return shown;
}

/** Hears of everything that happened: as a list, as a stream that ends by itself, and as notifications. */
export async function listen({ journal }: Stage, as: Person): Promise<void> {
  const { body } = await journal.expect(200, 'GET', '/v1/events?after=0', { as });
  await journal.expect(200, 'GET', '/v1/events/stream?after=0&seconds=1', { as });
  await journal.expect(200, 'GET', '/v1/notifications', { as });
  await journal.expect(200, 'POST', '/v1/notifications/read', { as, body: { upTo: body.nextAfter } });
}

async function decide(
  stage: Stage,
  as: Person,
  { conversationId, drafts }: Task,
  action: object,
  role: ChatRole = 'consumer',
): Promise<Task> {
  const [draft] = drafts;
  if (!draft) throw new Error('there is no draft to decide on');
  const { id: draftId, revision } = draft;
  const task = await say(stage, as, { role, conversationId, action: { ...action, draftId, revision } });
  return { ...task, drafts: task.drafts.length > 0 ? task.drafts : drafts };
}

async function say({ journal }: Stage, as: Person, body: object): Promise<Task> {
  const sent = await journal.expect(202, 'POST', '/v1/chat', { as, body });
  const taskId = sent.body.taskId as string;
  return until('the end of the task', async () => {
    const task = (await journal.expect(200, 'GET', `/v1/chat/tasks/${taskId}?wait=5`, { as })).body as Task;
    if (task.status === 'failed') throw new Error(`the task failed: ${JSON.stringify(task)}`);
    return task.status === 'succeeded' && task;
  });
}
