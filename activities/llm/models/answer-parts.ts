import type { Metadata, ModelMemory } from '../types.ts';

type Part = ModelMemory['parts'][number];
interface Piece {
  readonly id?: string;
  readonly text?: string;
  readonly providerMetadata?: Metadata | undefined;
}

/** The parts of an answer in the order in which a model has made them, with what its provider wants to have back. */
export interface AnswerParts {
  /** A piece of a text or of thoughts; pieces that follow each other under one id are one part. */
  add(type: 'text' | 'reasoning', piece: Piece): void;
  addCall(metadata: Metadata | undefined): void;
  /**
   * What the model gets back: thoughts and signatures as they were, texts as they were said. A text with thoughts of its own
   * stands in the place of all texts.
   */
  toMemory(model: string, metadata: Metadata | undefined, withThoughts: string | undefined): ModelMemory;
}

/** Collects the parts of one answer. */
export function createAnswerParts(): AnswerParts {
  const parts: (Part & { id?: string | undefined })[] = [];
  let calls = 0;
  return { add, addCall, toMemory };

  function add(type: 'text' | 'reasoning', { id, text = '', providerMetadata }: Piece): void {
    const last = parts.at(-1);
    const isMore = last?.type === type && last.id === id;
    const before = isMore ? last : { text: '', metadata: undefined };
    const metadata = providerMetadata ?? before.metadata;
    const part = { type, id, text: before.text + text, ...(metadata && { metadata }) };
    parts.splice(isMore ? -1 : parts.length, isMore ? 1 : 0, part);
  }

  function addCall(metadata: Metadata | undefined): void {
    parts.push({ type: 'call', index: calls, ...(metadata && { metadata }) });
    calls += 1;
  }

  function toMemory(model: string, metadata: Metadata | undefined, withThoughts: string | undefined): ModelMemory {
    const all = parts
      .map(({ id: _id, ...part }): Part => part)
      .filter((part) => part.type === 'call' || part.text !== '' || part.metadata !== undefined);
    const others = all.filter(({ type }) => type !== 'text');
    const kept = withThoughts === undefined ? all : [{ type: 'text', text: withThoughts } as const, ...others];
    return { model, parts: kept, ...(metadata && { metadata }) };
  }
}
