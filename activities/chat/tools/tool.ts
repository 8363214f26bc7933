import type { z } from 'zod';
import type { Refused, UseCaseAnswer, UseCaseCall } from '#contracts/use-cases.ts';
import type { ChatRole, DraftKind } from '#domain/chat.ts';
import type { Draft } from '../talk-rows.ts';

/** What a tool may do: read in the name of whoever talks, and look at what it has prepared. It changes nothing itself. */
export interface ToolContext {
  /** Whoever talks. */
  readonly accountId: string;
  readonly nowMs: number;
  /** The images that the person has sent with the message; a model cannot name others. */
  readonly media: readonly string[];
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
  | 'listBookings'
  | 'getBooking'
  | 'listLeads'
  | 'getLead'
  | 'getOwnProvider'
  | 'listFreeSlots'
  | 'getCatalog'
  | 'listEnrollments'
  | 'getOwnAccount';

/** A draft that a tool wants to be there, in place of the open one of its kind. */
export interface DraftWish {
  readonly kind: DraftKind;
  readonly target: string | null;
  readonly body: Record<string, unknown>;
  readonly about: Record<string, unknown>;
}

/** Why nothing comes of a tool. */
export interface Refusal {
  readonly refused: Pick<Refused, 'code' | 'detail'> & Partial<Refused>;
}

/** What comes of a tool: something to know, something prepared, or why not. */
export type ToolOutcome = { readonly data: unknown } | { readonly draft: DraftWish } | Refusal;

/** What a tool has looked for, or why it does not get it. */
export type Found<Body> = { readonly body: Body } | Refusal;

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
export function refusal(code: Refused['code'], detail: string, info?: Record<string, unknown>): Refusal {
  return { refused: { code, detail, ...(info && { info }) } };
}

/** The body of an answer, or the refusal to hand on. */
export function bodyOf<Body>(answer: UseCaseAnswer): Found<Body> {
  return answer.ok ? { body: answer.body as Body } : { refused: answer.problem };
}
