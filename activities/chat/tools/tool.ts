import type { z } from 'zod';
import type { Refused, UseCaseAnswer, UseCaseCall } from '#contracts/use-cases.ts';
import type { ChatRole, DraftKind } from '#domain/chat.ts';
import type { Draft } from '../talk-rows.ts';

/** What a tool may do: read in the name of whoever talks, and look at what it has prepared. It changes nothing itself. */
export interface ToolContext {
  readonly nowMs: number;
  /** One operation of the API, with the rights that the person has now. */
  readonly read: (operationId: ReadOperation, call?: Pick<UseCaseCall, 'params' | 'query'>) => Promise<UseCaseAnswer>;
  readonly openDraft: (kind: DraftKind) => Draft | undefined;
}

/** The operations that tools read with. None of them changes anything. */
export type ReadOperation =
  | 'listRequests'
  | 'getRequest'
  | 'listRequestOffers'
  | 'getOffer'
  | 'listLeads'
  | 'getLead'
  | 'getOwnProvider'
  | 'listFreeSlots'
  | 'getCatalog';

/** A draft that a tool wants to be there, in place of the open one of its kind. */
export interface DraftWish {
  readonly kind: DraftKind;
  readonly target: string | null;
  readonly body: Record<string, unknown>;
  readonly about: Record<string, unknown>;
}

/** What comes of a tool: something to know, something prepared, or why not. */
export type ToolOutcome =
  | { readonly data: unknown }
  | { readonly draft: DraftWish }
  | { readonly refused: Pick<Refused, 'code' | 'detail'> & Partial<Refused> };

/** One tool of the agent. */
export interface Tool {
  readonly name: string;
  readonly role: ChatRole;
  readonly description: string;
  readonly input: z.ZodType;
  use(input: unknown, context: ToolContext): Promise<ToolOutcome>;
}

interface ToolSpec<Input extends z.ZodType> extends Omit<Tool, 'input' | 'use'> {
  readonly input: Input;
  use(input: z.output<Input>, context: ToolContext): Promise<ToolOutcome>;
}

/** Infers a tool's types from its schema; whoever uses it has parsed the input. */
export function tool<Input extends z.ZodType>(spec: ToolSpec<Input>): Tool {
  return spec as unknown as Tool;
}

/** A refusal of the tool itself. */
export function refusal(code: Refused['code'], detail: string, info?: Record<string, unknown>): ToolOutcome {
  return { refused: { code, detail, ...(info && { info }) } };
}

/** The body of an answer, or the refusal to hand on. */
export function bodyOf<Body>(answer: UseCaseAnswer): { body: Body } | { refused: Refused } {
  return answer.ok ? { body: answer.body as Body } : { refused: answer.problem };
}
