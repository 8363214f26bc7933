import fs from 'node:fs';
import { z } from 'zod';
import type { Mutant } from './mutants.ts';

const KEPT = new URL('./survivors.json', import.meta.url);

const Survivor = z.strictObject({ file: z.string(), in: z.string(), was: z.string(), becomes: z.string() });
const Group = z.strictObject({ reason: z.string().min(20), mutants: z.array(Survivor).min(1) });

/** Mutants that were looked at and may live, by the reason. */
export type KeptGroups = z.infer<typeof z.array<typeof Group>>;

const keyOf = (mutant: Pick<Mutant, 'file' | 'in' | 'was' | 'becomes'>): string =>
  JSON.stringify([mutant.file, mutant.in, mutant.was, mutant.becomes]);

/** The survivors that somebody has looked at: `reasonFor` says why a mutant may live. */
export interface KeptSurvivors {
  reasonFor(mutant: Mutant): string | undefined;
  /** Entries that name no survivor among these any more, for the files that were mutated as a whole. */
  outdated(survivors: readonly Mutant[], files: ReadonlySet<string>): string[];
}

/** Reads the list beside this file. */
export function keptSurvivors(): KeptSurvivors {
  const groups = z.array(Group).parse(JSON.parse(fs.readFileSync(KEPT, 'utf8')));
  const entries = groups.flatMap(({ reason, mutants }) => mutants.map((mutant) => ({ reason, mutant })));
  const reasons = new Map(entries.map(({ reason, mutant }) => [keyOf(mutant), reason]));
  return {
    reasonFor: (mutant) => reasons.get(keyOf(mutant)),
    outdated(survivors, files) {
      const alive = new Set(survivors.map(keyOf));
      const dead = entries.filter(({ mutant }) => files.has(mutant.file) && !alive.has(keyOf(mutant)));
      return dead.map(({ mutant: { file, was, becomes } }) => `${file}: ${was} → ${becomes}`);
    },
  };
}
