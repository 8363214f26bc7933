import { expect } from 'chai';
import type { z } from 'zod';
import type { ChatDraft, ChatTask } from '#contracts/chat.ts';
import type { ChatRole } from '#domain/chat.ts';
import type { TestClient } from './http.ts';
import { until } from './until.ts';

export type Task = z.output<typeof ChatTask>;
export type Draft = z.output<typeof ChatDraft>;
type As = { readonly token: string };

/** Somebody's conversation over HTTP. */
export interface Talk {
  /** Undefined before the first message. */
  id(): string | undefined;
  /** Sends a message and waits for the end of its task. */
  say(message: string): Promise<Task>;
  /** Sends a message and does not wait; answers the task's id. */
  post(body: object): Promise<string>;
  /** Decides on a draft and waits for the end of the task. */
  decide(type: 'approve' | 'cancel', draft: Pick<Draft, 'id' | 'revision'>): Promise<Task>;
  edit(draft: Pick<Draft, 'id' | 'revision'>, changes: object): Promise<Task>;
  finished(taskId: string): Promise<Task>;
}

/** Begins a conversation of somebody. */
export function talkOf(api: () => TestClient, as: As, role: ChatRole = 'consumer', patienceMs = 45_000): Talk {
  let conversationId: string | undefined;
  return { id: () => conversationId, say, post, decide, edit, finished };

  async function post(body: object): Promise<string> {
    const answer = await api().post('/v1/chat', {
      as,
      body: { role, ...(conversationId && { conversationId }), ...body },
    });
    expect(answer.status, JSON.stringify(answer.body)).to.equal(202);
    expect(answer.headers.location).to.equal(`/v1/chat/tasks/${answer.body.taskId}`);
    conversationId = answer.body.conversationId as string;
    return answer.body.taskId as string;
  }

  async function say(message: string): Promise<Task> {
    return finished(await post({ message }));
  }

  async function decide(type: 'approve' | 'cancel', { id, revision }: Pick<Draft, 'id' | 'revision'>): Promise<Task> {
    return finished(await post({ action: { type, draftId: id, revision } }));
  }

  async function edit({ id, revision }: Pick<Draft, 'id' | 'revision'>, changes: object): Promise<Task> {
    return finished(await post({ action: { type: 'edit', draftId: id, revision, changes } }));
  }

  function finished(taskId: string): Promise<Task> {
    return until(
      'the end of the task',
      async () => {
        const { body } = await api().get<Task>(`/v1/chat/tasks/${taskId}?wait=5`, { as });
        return (body.status === 'succeeded' || body.status === 'failed') && body;
      },
      patienceMs,
    );
  }
}

/** What was answered; fails when there is no answer. */
export function answerOf({ status, failure, answer }: Task): string {
  expect(status, `failed with ${failure}`).to.equal('succeeded');
  return answer?.text ?? '';
}

/** The open draft of a kind; fails when there is none. */
export function draftIn({ drafts }: Task, kind: Draft['kind']): Draft {
  const draft = drafts.find((each) => each.kind === kind && each.status === 'open');
  if (!draft) throw new Error(`no draft of the kind ${kind} among ${JSON.stringify(drafts)}`);
  return draft;
}
