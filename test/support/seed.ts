import { createHash, randomInt } from 'node:crypto';
import fc from 'fast-check';

const GREATEST = 2 ** 31 - 1;

/**
 * The number from which the tests take everything that they leave to chance. `PROXIE_SEED` gives it; without that each run
 * has another one. It is passed on to every process that is started later.
 */
export const SEED = seedOf(process.env.PROXIE_SEED);
process.env.PROXIE_SEED = String(SEED);
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });

/** Reads a seed; nothing gives a new one. Throws a `RangeError` for what is no seed. */
export function seedOf(said: string | undefined): number {
  if (said === undefined || said === '') return randomInt(GREATEST);
  const seed = Number(said);
  if (Number.isInteger(seed) && seed >= 0 && seed <= GREATEST) return seed;
  throw new RangeError(`PROXIE_SEED must be an integer from 0 to ${GREATEST}, not ${said}`);
}

/** Numbers from 0 up to 1, the same for the same seed and name, whatever else draws numbers meanwhile. */
export function chance(name: string, seed = SEED): () => number {
  let drawn = 0;
  return () => createHash('sha256').update(`${seed} ${name} ${drawn++}`).digest().readUInt32BE(0) / 2 ** 32;
}

/** The items in an order that the seed decides. */
export function shuffled<Item>(items: readonly Item[], name: string, seed = SEED): Item[] {
  const draw = chance(name, seed);
  return items
    .map((item) => ({ item, at: draw() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

/**
 * A share of the items, chosen by the seed: at least one of every group, so that a small share still reaches every kind.
 * They keep their order; a share of 1 is all of them.
 */
export function sampled<Item>(
  items: readonly Item[],
  { share, name, groupOf }: { share: number; name: string; groupOf: (item: Item) => string },
  seed = SEED,
): Item[] {
  const groups = Map.groupBy(items.keys(), (index) => groupOf(items[index] as Item));
  const chosen = [...groups].flatMap(([group, indices]) =>
    shuffled(indices, `${name} ${group}`, seed).slice(0, Math.max(1, Math.round(indices.length * share))),
  );
  return chosen.toSorted((one, other) => one - other).map((index) => items[index] as Item);
}
