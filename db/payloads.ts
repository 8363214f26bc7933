import type { EntityManager } from '@mikro-orm/postgresql';
import { CommandPayload } from './entities/command-payload.entity.ts';

/** Takes the texts of a command out of their waiting place; they are gone from it when the transaction commits. */
export async function takePayload<Payload extends object>(
  em: EntityManager,
  payloadId: string | undefined,
): Promise<Partial<Payload>> {
  if (payloadId === undefined) return {};
  const row = await em.findOne(CommandPayload, payloadId);
  if (!row) return {};
  em.remove(row);
  return row.payload as Partial<Payload>;
}
