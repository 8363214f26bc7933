import { largestJsonBytes } from '#api/http/largest-json.ts';
import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { whileAllowed } from '#api/realtime/waiting-call.ts';
import { reply, route, type Route } from '#api/http/route.ts';
import { requireAllowed } from '#api/shared/require-allowed.ts';
import { CANCELLED_TASK_EXAMPLE } from '#contracts/chat-examples.ts';
import { ChatAccepted, ChatTask, ChatTaskQuery, SendMessage } from '#contracts/chat.ts';
import { ChatTaskId } from '#contracts/ids.ts';
import { TURN_LIFECYCLE } from '#domain/lifecycles/turn.ts';
import { talkerSide, toTask } from './chat.presenter.ts';
import { findTask } from './chat.queries.ts';
import { cancelTurn, sendMessage } from './chat.writes.ts';
import { conversationRoutes } from './conversations.routes.ts';

const params = z.strictObject({ id: ChatTaskId });
const tags = ['chat'] as const;

/** Talking to the agent, and what becomes of what was said. */
export function chatRoutes(deps: ApiDeps): Route[] {
  return [...sendRoutes(deps), ...taskRoutes(deps), ...conversationRoutes(deps)];
}

function sendRoutes(deps: ApiDeps): Route[] {
  return [
    route({
      tags,
      operationId: 'sendMessage',
      summary: 'Say something, or decide on a draft',
      description:
        'Takes a message or an action at once; the answer is worked out behind it and can be polled, or heard of in the ' +
        'feed. Turns of one conversation are worked off in the order in which they were taken. The agent only prepares ' +
        'drafts: nothing happens before an action approves the revision of a draft that was seen. With an action, a message is ' +
        'kept with it and not answered by itself.',
      method: 'post',
      path: '/v1/chat',
      access: 'signed-in',
      rateClass: 'chat',
      idempotency: 'optional',
      body: SendMessage,
      bodyLimitBytes: largestJsonBytes(SendMessage),
      success: { status: 202, schema: ChatAccepted, headers: { Location: 'The address of the task.' } },
      problems: ['quota_used_up', 'forbidden', 'not_found', 'not_yours'],
      async handle({ actor, commandId, body }) {
        const accepted = await sendMessage(deps, { actor, commandId }, body);
        return reply(ChatAccepted.parse(accepted), { headers: { Location: `/v1/chat/tasks/${accepted.taskId}` } });
      },
    }),
  ];
}

function taskRoutes(deps: ApiDeps): Route[] {
  return [
    route({
      tags,
      operationId: 'getChatTask',
      summary: 'Read what became of a message',
      description:
        'For whoever sent it. With `wait` the answer comes when the task is over, or after so many seconds as it stands then. ' +
        'A wait ends with 401 when the access token expires or the account is suspended meanwhile.',
      method: 'get',
      path: '/v1/chat/tasks/:id',
      access: { owner: 'chatTaskOwner' },
      rateClass: 'other',
      idempotency: 'none',
      params,
      query: ChatTaskQuery,
      success: { status: 200, schema: ChatTask },
      problems: [],
      async handle({ actor, headers, resource, params: { id }, query: { wait } }) {
        if (resource.finishedAt !== null || wait === 0) return toTask(resource);
        const call = { connections: deps.live.connections, accountId: actor.id, headers };
        await whileAllowed(call, (signal) => deps.taskWatch.until(id, wait * 1_000, signal));
        return toTask((await findTask(deps.orm, id)) ?? resource);
      },
    }),
    route({
      tags,
      operationId: 'cancelChatTask',
      summary: 'Cancel a task',
      description:
        'For whoever sent the message and does not want the answer any more. The task is failed with `cancelled` as soon as ' +
        'its workflow hears of it, unless it is over before; a draft that is being carried out is carried out.',
      method: 'post',
      path: '/v1/chat/tasks/:id/cancel',
      access: { owner: 'chatTaskOwner' },
      rateClass: 'chat',
      idempotency: 'optional',
      params,
      success: { status: 202, schema: ChatTask },
      example: { answer: ChatTask.parse(CANCELLED_TASK_EXAMPLE) },
      problems: ['invalid_transition'],
      async handle({ resource, params: { id } }) {
        requireAllowed({
          lifecycle: TURN_LIFECYCLE,
          status: resource.status,
          command: 'cancel',
          side: talkerSide(resource),
          facts: {},
          allowedActions: [],
        });
        await cancelTurn(deps, resource);
        return toTask((await findTask(deps.orm, id)) ?? resource);
      },
    }),
  ];
}
