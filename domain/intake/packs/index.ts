import type { CategoryName } from '#domain/catalog.ts';
import { CLEANING_PACK } from './cleaning.ts';
import { ELECTRICAL_PACK } from './electrical.ts';
import { HAIR_PACK } from './hair.ts';
import { PHOTOGRAPHY_PACK } from './photography.ts';
import { PLUMBING_PACK } from './plumbing.ts';
import type { Pack } from './types.ts';

/** Every specialist, one for each category of the catalog and in its order. */
export const PACKS: readonly Pack[] = [HAIR_PACK, CLEANING_PACK, PLUMBING_PACK, ELECTRICAL_PACK, PHOTOGRAPHY_PACK];

/** The specialist of a category; a category without one is a mistake that a test finds. */
export function packOf(category: CategoryName): Pack {
  const pack = PACKS.find((each) => each.category === category);
  if (!pack) throw new RangeError(`no specialist for ${category}`);
  return pack;
}
