import type { SqlReader } from './transaction.ts';

/** Which kept answers of a user still count. */
export async function llmGeneration({ em }: SqlReader, accountId: string): Promise<number> {
  const [row]: { generation: number }[] = await em.execute(
    'select generation from llm_generations where account_id = ?',
    [accountId],
  );
  return row?.generation ?? 0;
}

/**
 * From the commit on no kept answer of this user is given any more, and nobody else loses one. Changes of an account, a
 * provider or a request do it by themselves.
 */
export async function bumpGeneration({ em }: SqlReader, accountId: string): Promise<void> {
  await em.execute(
    `insert into llm_generations (account_id) values (?)
     on conflict (account_id) do update set generation = llm_generations.generation + 1`,
    [accountId],
  );
}
