import fs from 'node:fs';
import path from 'node:path';
import type { Logger } from '@stryker-mutator/api/logging';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { PROJECT_DIR } from '#platform/config.ts';
import { entriesOfVocabularies } from './vocabulary.ts';

/** One change of the code that a test ought to notice. */
export interface Mutant {
  /** Its number in this run; the numbers have gaps. */
  readonly id: number;
  /** Relative to the project. */
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  /** The whole line, what of it is replaced, and by what; each on one line. */
  readonly in: string;
  readonly was: string;
  readonly becomes: string;
}

/** The code of the files, with all mutants inside; `__stryker__.activeMutant` says which of them is alive. */
export interface Mutated {
  readonly mutants: readonly Mutant[];
  /** By absolute path. */
  readonly sources: ReadonlyMap<string, string>;
}

const SHOWN_CHARACTERS = 160;
const never = (): boolean => false;
const nothing = (): void => {};
const SILENT: Logger = {
  isTraceEnabled: never,
  isDebugEnabled: never,
  isInfoEnabled: never,
  isWarnEnabled: never,
  isErrorEnabled: never,
  isFatalEnabled: never,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
};

/** Puts every mutant that Stryker knows into the files, words of lists aside. */
export async function mutate(files: readonly string[]): Promise<Mutated> {
  const inputs = files.map((name) => ({
    name,
    content: fs.readFileSync(path.join(PROJECT_DIR, name), 'utf8'),
    mutate: true,
  }));
  const options = { plugins: null, ignorers: [entriesOfVocabularies(files)], excludedMutations: [] };
  const result = await new Instrumenter(SILENT).instrument(inputs, options);
  const lines = new Map(inputs.map(({ name, content }) => [name, content.split('\n')]));
  const wanted = result.mutants.filter(({ status }) => status !== 'Ignored');
  const mutants = wanted.map(({ id, fileName, location, mutatorName, replacement }) => {
    const { start, end } = location;
    const text = lines.get(fileName) ?? [];
    return {
      id: Number(id),
      file: fileName,
      line: start.line + 1,
      kind: mutatorName,
      in: onOneLine(text[start.line] ?? ''),
      was: onOneLine(cut(text, start, end)),
      becomes: onOneLine(replacement ?? ''),
    };
  });
  return {
    mutants,
    sources: new Map(result.files.map(({ name, content }) => [path.join(PROJECT_DIR, name), content])),
  };
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function cut(lines: readonly string[], start: Place, end: Place): string {
  const within = lines.slice(start.line, end.line + 1);
  const last = within.length - 1;
  return within
    .map((line, at) => line.slice(at === 0 ? start.column : 0, at === last ? end.column : undefined))
    .join('\n');
}

const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, SHOWN_CHARACTERS);
