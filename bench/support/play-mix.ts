import type { ChatRole } from '#domain/chat.ts';
import type { TestClient } from '#test/support/http.ts';
import { until } from '#test/support/until.ts';
import type { Day, Moment } from './recorded-mix.ts';
import { REQUEST_BODY, type Person, type World } from './world.ts';

const PATIENCE_MS = 60_000;

/** Plays one person's day over the API, each moment when the one before is over; answers how many messages were sent. */
export async function playDay(api: TestClient, world: World, person: Person, { moments }: Day): Promise<number> {
  let conversationId: string | undefined;
  let requestId = '';
  let sent = 0;
  for (const moment of moments) await play(moment);
  return sent;

  async function play(moment: Moment): Promise<void> {
    if ('happens' in moment) {
      if (moment.happens === 'request') requestId = await ask();
      else await world.offer({ requestId, consumer: person });
      return;
    }
    const { says, as = 'consumer', goesOn, times = 1 } = moment;
    if (!goesOn) conversationId = undefined;
    const conversations = await Promise.all(Array.from({ length: times }, () => say(says, as)));
    sent += times;
    conversationId = conversations[0];
  }

  async function say(message: string, role: ChatRole): Promise<string> {
    const body = { role, message, ...(conversationId !== undefined && { conversationId }) };
    const accepted = await api.post('/v1/chat', { as: person, body });
    if (accepted.status !== 202) throw new Error(`POST /v1/chat answered ${accepted.status}`);
    const task = await until(
      'the end of the task',
      async () => {
        const { body: found } = await api.get(`/v1/chat/tasks/${accepted.body.taskId}?wait=20`, { as: person });
        return found.finishedAt !== null && found;
      },
      PATIENCE_MS,
    );
    if (task.status !== 'succeeded') throw new Error(`a task has ${task.status} with ${task.failure}`);
    return accepted.body.conversationId as string;
  }

  async function ask(): Promise<string> {
    const made = await api.post('/v1/requests', { as: person, body: REQUEST_BODY });
    if (made.status !== 201) throw new Error(`POST /v1/requests answered ${made.status}`);
    const id = made.body.id as string;
    await world.matching(id);
    return id;
  }
}
