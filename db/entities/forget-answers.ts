/** Body of a trigger: what models have said to this user before the change is not given again. */
export const forgetAnswersOf = (accountId: string): string =>
  [
    `insert into llm_generations (account_id) values (${accountId})`,
    `on conflict (account_id) do update set generation = llm_generations.generation + 1; return null`,
  ].join(' ');
