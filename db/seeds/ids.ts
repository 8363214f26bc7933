import type { RequiredEntityData } from '@mikro-orm/core';
import { v5 as uuidv5 } from 'uuid';

/** A row of the seeds, which names its own id. */
export type SeededRow<Entity> = RequiredEntityData<Entity> & { readonly id: string };

const NAMESPACE = 'c7a4e3d2-5b0f-4a52-9d0e-6f1b7c2a8e90';

/** The same id for the same name in every database. */
export function seedId(name: string): string {
  return uuidv5(name, NAMESPACE);
}
