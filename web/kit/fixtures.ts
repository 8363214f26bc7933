import type { PageName } from '#web/pages.ts';
import type { ProblemCode } from '#contracts/problem.ts';

/** The states that every page declares. `ready` is the ordinary one, with something to see. */
export const PAGE_STATES = ['ready', 'loading', 'empty', 'error', 'offline', 'conflict'] as const;
export type PageState = (typeof PAGE_STATES)[number];

/** What an operation of the API answers in a state, in place of the example of its contract. */
export type PlayedAnswer =
  | { readonly body: unknown }
  | { readonly problem: ProblemCode; readonly info?: Readonly<Record<string, unknown>> }
  /** It never answers. */
  | 'never'
  /** The network is down. */
  | 'offline';

/** What a person does before the state is there. */
export type Act =
  | { readonly click: string; readonly role?: 'button' | 'link' | 'radio' | 'tab' | 'checkbox' }
  | { readonly fill: string; readonly with: string };

/** How a page comes to be in a state. */
export interface StateFixture {
  /** By operationId; what is not named answers with the example of its contract. */
  readonly answers?: Readonly<Record<string, PlayedAnswer>>;
  readonly acts?: readonly Act[];
  /** A text that must be there, as proof that it is this state. */
  readonly shows: string;
}

/** A state that a page cannot be in, and why. */
export interface NoSuchState {
  readonly never: string;
}

/** One page in all its states. */
export interface PageFixture {
  readonly as: 'nobody' | 'consumer' | 'provider' | 'admin';
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: string;
  readonly states: Readonly<Record<PageState, StateFixture | NoSuchState>>;
}

/** The pages of a slice. */
export type SliceFixtures = Readonly<Partial<Record<PageName, PageFixture>>>;
