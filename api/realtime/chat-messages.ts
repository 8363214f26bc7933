import { v5 as uuidv5 } from 'uuid';
import { recordAudit } from '#api/audit/record.ts';
import { sendMessage } from '#api/chat/chat.writes.ts';
import type { ApiDeps } from '#api/deps.ts';
import { ChatAccepted, SendMessage } from '#contracts/chat.ts';
import type { MessageTaker } from './events.ts';

const ACCEPTED = 202;

/** `POST /v1/chat` by socket: the same writes, and the same entry in the audit. */
export function chatMessages(
  deps: Pick<ApiDeps, 'orm' | 'now' | 'config'>,
): MessageTaker<typeof SendMessage, typeof ChatAccepted> {
  const { orm } = deps;
  return {
    message: SendMessage,
    accepted: ChatAccepted,
    async take({ actor, session, requestId }, message, key) {
      const commandId = uuidv5(key, actor.id); // the same key of somebody else is another command
      const accepted = ChatAccepted.parse(await sendMessage(deps, { actor, commandId }, message));
      await recordAudit(orm.em, {
        operationId: 'sendMessage',
        side: 'consumer',
        actorId: actor.id,
        resource: { type: 'tasks', id: accepted.taskId },
        outcome: 'succeeded',
        status: ACCEPTED,
        ip: session.ip,
        userAgent: session.userAgent,
        requestId,
        commandId,
      });
      return accepted;
    },
  };
}
