/** One thing that a draft says, in words. */
export interface DraftFact {
  readonly name: string;
  /** One line each; without any the fact is not said. */
  readonly lines: readonly string[];
  /** The field of the form that changes it; absent where it cannot be changed here. */
  readonly field?: string;
  /** How it stands at present, where the draft is a change of something. */
  readonly before?: string;
}

/** In whose time, and when, facts are read. */
export interface Reading {
  readonly viewer: string;
  readonly nowMs: number;
}

/** A fact of the lines that are not empty. */
export function fact(
  name: string,
  value: string | readonly string[] | undefined,
  more: Pick<DraftFact, 'field' | 'before'> = {},
): DraftFact {
  const lines = [value ?? []].flat().filter((line) => line !== '');
  return { name, lines, ...more };
}
