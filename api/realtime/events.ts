import { z } from 'zod';
import { ChatTyping, FeedResume, FeedResumed } from '#contracts/events.ts';
import { socketEvent, type SocketCall, type SocketEvent } from './socket-event.ts';

/** Takes a message of a conversation: the same use case as `POST /v1/chat`. */
export interface MessageTaker<Message extends z.ZodType, Accepted extends z.ZodType> {
  readonly message: Message;
  readonly accepted: Accepted;
  /** A message that comes again under the same command is taken once. */
  take(call: SocketCall<z.ZodType>, message: z.output<Message>, commandKey: string): Promise<z.input<Accepted>>;
}

/** Everything that a client may send. What is not in this list is refused. */
export function socketEvents<Message extends z.ZodType, Accepted extends z.ZodType>(
  chat: MessageTaker<Message, Accepted>,
): SocketEvent[] {
  return [
    socketEvent({
      name: 'feed:resume',
      access: 'signed-in',
      rateClass: 'sockets',
      payload: FeedResume,
      answer: FeedResumed,
      handle: async ({ session, payload: { after, turns = [] } }) => {
        await session.resumeTurns(turns); // first what was being said, then what came of it
        return { after: await session.resumeFeed(after) };
      },
    }),
    socketEvent({
      name: 'chat:typing',
      access: 'signed-in',
      rateClass: 'sockets',
      payload: ChatTyping,
      answer: z.strictObject({}),
      handle: ({ session, payload }) => {
        session.toOwnDevices('chat:typing', payload);
        return {};
      },
    }),
    socketEvent({
      name: 'chat:message',
      access: 'signed-in',
      rateClass: 'chat',
      payload: z.strictObject({ key: z.uuid(), message: chat.message }),
      answer: chat.accepted,
      handle: (call) => {
        const { key, message } = call.payload as { key: string; message: z.output<Message> };
        return chat.take(call, message, key);
      },
    }),
  ];
}
