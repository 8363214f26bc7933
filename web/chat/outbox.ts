import type { ChatRole } from '#domain/chat.ts';
import type { Schema } from '#web/api/client.ts';
import { isDecided, OfflineError } from '#web/api/problem-error.ts';
import { failureOf } from '#web/kit/failures.ts';
import { createStore, type Store } from '#web/kit/store.ts';

/** A message of one's own that the server may not have yet. */
export interface OutgoingMessage {
  /** Its Idempotency-Key, under which it is shown until it is stored. */
  readonly key: string;
  /** The conversation; before the first message of a new one has arrived, a name that only this tab knows. */
  readonly thread: string;
  readonly isNewThread: boolean;
  readonly role: ChatRole;
  readonly text: string;
  readonly media: readonly string[];
  readonly state: 'sending' | 'sent' | 'failed';
  /** The turn that it has begun, once it is sent. */
  readonly taskId?: string;
  /** Why it was not taken, as a sentence. */
  readonly reason?: string;
  /** The server has refused it, so that nothing of it has arrived. */
  readonly isRefused?: boolean;
}

export type Spoken = Pick<OutgoingMessage, 'thread' | 'isNewThread' | 'role' | 'text' | 'media'>;
type Accepted = Schema<'ChatAccepted'>;

/** Own messages on their way: each is sent once, in the order in which it was written, and waits while there is no connection. */
export interface Outbox extends Store<readonly OutgoingMessage[]> {
  send(message: Spoken): void;
  /** Sends one that was refused again. */
  retry(key: string): void;
  discard(key: string): void;
  /** The messages of these turns are stored, so that they are shown from there. */
  stored(taskIds: ReadonlySet<string>): void;
  /** The conversation that a new thread has become. */
  conversationOf(thread: string): string | undefined;
  stop(): void;
}

export interface OutboxOptions {
  readonly post: (key: string, body: Schema<'SendMessage'>, signal: AbortSignal) => Promise<Accepted>;
  readonly whenOnline: (signal: AbortSignal) => Promise<void>;
  /** The server has taken a message: what is known of the conversation has to be read again. */
  readonly onAccepted: (accepted: Accepted) => void;
  /** Keeps what is on its way over a reload. */
  readonly storage?: Pick<Storage, 'getItem' | 'setItem'> | undefined;
  /** Under which name: one for each account. */
  readonly keptAs: string;
}

export function createOutbox({ post, whenOnline, onAccepted, storage, keptAs }: OutboxOptions): Outbox {
  const store = createStore<readonly OutgoingMessage[]>(readKept());
  const begun = new Map<string, string>();
  const working = new Set<string>();
  const stopping = new AbortController();
  for (const { thread } of store.get()) void work(thread);
  return {
    get: store.get,
    subscribe: store.subscribe,
    send(message) {
      put([...store.get(), { ...message, key: crypto.randomUUID(), state: 'sending' }]);
      void work(message.thread);
    },
    retry(key) {
      const failed = store.get().find((each) => each.key === key);
      // What was refused is over under its key. Of anything else nobody knows whether it has arrived.
      change(key, { state: 'sending', ...(failed?.isRefused && { key: crypto.randomUUID() }) });
      for (const { thread } of store.get()) void work(thread);
    },
    discard: (key) => put(store.get().filter((each) => each.key !== key)),
    stored(taskIds) {
      const left = store.get().filter(({ taskId }) => taskId === undefined || !taskIds.has(taskId));
      if (left.length < store.get().length) put(left);
    },
    conversationOf: (thread) => begun.get(thread),
    stop: () => stopping.abort(),
  };

  /** One message of a thread at a time, so that they arrive in their order and a new thread becomes one conversation. */
  async function work(thread: string): Promise<void> {
    if (working.has(thread)) return;
    working.add(thread);
    for (let next = firstOf(thread); next && !stopping.signal.aborted; next = firstOf(thread)) await attempt(next);
    working.delete(thread);
    const conversationId = begun.get(thread);
    if (conversationId !== undefined && firstOf(conversationId)) await work(conversationId);
  }

  function firstOf(thread: string): OutgoingMessage | undefined {
    return store.get().find((each) => each.thread === thread && each.state === 'sending');
  }

  async function attempt(message: OutgoingMessage): Promise<void> {
    const { signal } = stopping;
    try {
      const accepted = await post(message.key, bodyOf(message), signal);
      if (signal.aborted) return;
      if (message.isNewThread) join(message.thread, accepted.conversationId);
      change(message.key, { state: 'sent', taskId: accepted.taskId });
      onAccepted(accepted);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof OfflineError) await whenOnline(signal).catch(() => undefined);
      else change(message.key, { state: 'failed', reason: failureOf(error).detail, isRefused: isDecided(error) });
    }
  }

  /** The thread has become a conversation, and so has what was written behind the first message. */
  function join(thread: string, conversationId: string): void {
    begun.set(thread, conversationId);
    put(
      store
        .get()
        .map((each) => (each.thread === thread ? { ...each, thread: conversationId, isNewThread: false } : each)),
    );
  }

  function change(key: string, to: Partial<OutgoingMessage>): void {
    put(store.get().map((each) => (each.key === key ? { ...each, ...to } : each)));
  }

  function put(messages: readonly OutgoingMessage[]): void {
    store.set(messages);
    try {
      storage?.setItem(keptAs, JSON.stringify(messages));
    } catch {
      // A private window may refuse; then they last as long as the page.
    }
  }

  function readKept(): readonly OutgoingMessage[] {
    try {
      return JSON.parse(storage?.getItem(keptAs) ?? '[]') as OutgoingMessage[];
    } catch {
      return [];
    }
  }
}

function bodyOf({ role, thread, isNewThread, text, media }: OutgoingMessage): Schema<'SendMessage'> {
  return {
    role,
    message: text,
    ...(!isNewThread && { conversationId: thread }),
    ...(media.length > 0 && { media: [...media] }),
  };
}
