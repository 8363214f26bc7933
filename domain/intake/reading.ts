import type { Token } from './tokens.ts';
import type { Ambiguity, Evidence, IntakeField, Span } from './types.ts';

/** How sure a reading is, by what it rests on. */
export const CONFIDENCE = { exact: 1, usual: 0.9, implied: 0.7, typo: 0.6, assumed: 0.5 } as const;

/** A text while it is read: rules take tokens from it, and leave evidence and doubts behind. */
export interface Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly evidence: Evidence[];
  readonly ambiguous: Ambiguity[];
  isTaken: (index: number) => boolean;
  /** Marks tokens as understood, `to` not included. */
  take: (from: number, to: number) => void;
  /** The word at a place, or nothing beyond the text and where another rule has taken it. */
  word: (index: number) => string;
  /** The characters that tokens cover, `to` not included. */
  span: (from: number, to: number) => Span;
  found: (field: IntakeField, from: number, to: number, confidence: number) => void;
  /** Takes back what was found of a field. */
  drop: (field: IntakeField) => void;
  doubt: (doubt: Pick<Ambiguity, 'field' | 'kind' | 'choices'>, from: number, to: number) => void;
}

/** Starts to read a text that was cut into tokens; nothing is taken yet. */
export function startReading(text: string, tokens: readonly Token[]): Reading {
  const taken = new Uint8Array(tokens.length);
  const evidence: Evidence[] = [];
  const ambiguous: Ambiguity[] = [];
  return { text, tokens, evidence, ambiguous, isTaken, take, word, span, found, drop, doubt };

  function isTaken(index: number): boolean {
    return taken[index] === 1;
  }

  function take(from: number, to: number): void {
    taken.fill(1, from, to);
  }

  function word(index: number): string {
    return taken[index] === 1 ? '' : (tokens[index]?.word ?? '');
  }

  function span(from: number, to: number): Span {
    return { start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 };
  }

  function found(field: IntakeField, from: number, to: number, confidence: number): void {
    const typo = tokens.slice(from, to).some((token) => token.corrected);
    const where = span(from, to);
    evidence.push({
      field,
      span: where,
      text: text.slice(where.start, where.end),
      confidence: typo ? Math.min(confidence, CONFIDENCE.typo) : confidence,
    });
  }

  function drop(dropped: IntakeField): void {
    const kept = evidence.filter(({ field }) => field !== dropped);
    evidence.splice(0, evidence.length, ...kept);
  }

  function doubt({ field, kind, choices }: Pick<Ambiguity, 'field' | 'kind' | 'choices'>, from: number, to: number) {
    const where = span(from, to);
    ambiguous.push({ field, kind, choices, span: where, text: text.slice(where.start, where.end) });
  }
}
