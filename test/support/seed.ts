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
 * A share of the items, chosen by the seed, in the order they had. At least one of every group that an item names is among
 * them, however small the share: less is done, and still every kind is reached. A share of 1 is all of them.
 */
export function sampled<Item>(
  items: readonly Item[],
  { share, name, groupsOf }: { share: number; name: string; groupsOf: (item: Item) => readonly string[] },
  seed = SEED,
): Item[] {
  const reached = new Set<string>();
  const chosen = new Set<number>();
  const order = shuffled([...items.keys()], name, seed);
  for (const index of order) {
    const groups = groupsOf(items[index] as Item);
    if (groups.some((group) => !reached.has(group))) chosen.add(index);
    for (const group of groups) reached.add(group);
  }
  for (const index of order) if (chosen.size < share * items.length) chosen.add(index);
  return items.filter((_item, index) => chosen.has(index));
}
