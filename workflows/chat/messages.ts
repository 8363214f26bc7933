import { defineSignal } from '@temporalio/workflow';
import type { TurnFailure } from '#domain/chat.ts';

/** The type of the workflow that works off the turns of one conversation. */
export const CONVERSATION_WORKFLOW = 'conversationWorkflow';

/** One execution per conversation. */
export const conversationWorkflowId = (conversationId: string): string => `chat/${conversationId}`;

export interface ConversationInput {
  conversationId: string;
}

export interface TurnAdded {
  turnId: string;
}
/** There is a turn that waits. Which one is next, the conversation's rows say: they have the order. */
export const turnAdded = defineSignal<[TurnAdded]>('turnAdded');

export interface TurnCancelled {
  turnId: string;
}
/** The user does not want the answer to a turn any more. */
export const turnCancelled = defineSignal<[TurnCancelled]>('turnCancelled');

/** The turn that comes next. */
export interface NextTurn {
  turnId: string;
  /** A message is answered by the agent; an action on a draft is carried out as it stands. */
  kind: 'message' | 'action';
  isCancelled: boolean;
  /** Why it is not to be begun: it ends so at once. */
  failure?: TurnFailure;
  /** After so many turns a run continues as new. */
  commandsPerRun?: number;
}

/** What the agent wants after it has thought: to answer, or to use tools. */
export type Thought = { kind: 'answer' } | { kind: 'tools'; calls: { id: string; name: string }[] };

/** How a turn ends; without a failure it has an answer. */
export interface TurnEnd {
  failure?: TurnFailure;
}
