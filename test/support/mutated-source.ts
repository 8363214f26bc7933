import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A file of the product as it might have been written by mistake: each text stands in it once. */
export interface MutatedSource {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The file with the mistake in it. Throws where the text to change is not there, or more than once. */
export function mutated(source: string, { file, from, to }: MutatedSource): string {
  if (source.split(from).length !== 2) throw new Error(`${file} has not once: ${from}`);
  return source.replace(from, () => to);
}

/** A process that is started with `--import` of this file and `MUTATED_SOURCE` runs the product with that mistake. */
const wanted = process.env.MUTATED_SOURCE;
if (wanted !== undefined) {
  const mutant = JSON.parse(wanted) as MutatedSource;
  const place = path.join(import.meta.dirname, '../..', mutant.file);
  const source = mutated(readFileSync(place, 'utf8'), mutant);
  const url = pathToFileURL(place).href;
  registerHooks({
    load: (loaded, context, next) =>
      loaded === url ? { format: 'module-typescript', source, shortCircuit: true } : next(loaded, context),
  });
}
