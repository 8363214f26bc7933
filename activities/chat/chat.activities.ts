import type { Thought, TurnEnd, NextTurn } from '#workflows/chat/messages.ts';
import { carryOutAction, type ActionDependencies } from './carrying-out.ts';
import { finishTurn, nextTurn, type FactDependencies } from './turn-facts.ts';
import { think, type ThinkingDependencies } from './thinking.ts';
import { useTool, type ToolDependencies } from './using-tools.ts';

/** The facts of a conversation as local activities; each may run twice with the same outcome. */
export function createChatFacts(dependencies: FactDependencies) {
  return {
    nextTurn: (of: { conversationId: string; atMs: number }): Promise<NextTurn | null> => nextTurn(dependencies, of),
    finishTurn: (end: TurnEnd & { turnId: string; atMs: number }): Promise<void> => finishTurn(dependencies, end),
  };
}
export type ChatFacts = ReturnType<typeof createChatFacts>;

/** Calls of models on the queue `llm`: long, heartbeating, and made once more when a worker is lost. */
export function createThinking(dependencies: ThinkingDependencies) {
  return {
    think: (of: { turnId: string; step: number; mustAnswer: boolean }): Promise<Thought> => think(dependencies, of),
  };
}
export type Thinking = ReturnType<typeof createThinking>;

/** Tools on the queue `db`: reads of the API in somebody's name. They do not wait behind models. */
export function createToolUse(dependencies: ToolDependencies) {
  return {
    useTool: (call: { turnId: string; step: number; callId: string }): Promise<void> => useTool(dependencies, call),
  };
}
export type ToolUse = ReturnType<typeof createToolUse>;

/** What people decided about drafts, on the queue `actions`: commands of the API, which wait for the answers of runs. */
export function createActions(dependencies: ActionDependencies) {
  return {
    carryOutAction: (of: { turnId: string }): Promise<void> => carryOutAction(dependencies, of),
  };
}
export type Actions = ReturnType<typeof createActions>;
