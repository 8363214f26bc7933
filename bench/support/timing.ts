/** Does the work for every item, so many at once; the answers stand in the order of the items. */
export async function atOnce<Item, Answer>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const walk = async (): Promise<void> => {
    for (let place = next++; place < items.length; place = next++) answers[place] = await work(items[place]!);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, walk));
  return answers;
}

/** Makes up to so many, so many at once, and fewer where the time does not suffice. */
export async function gather<Made>(
  { most, width, budgetMs }: { most: number; width: number; budgetMs: number },
  make: () => Promise<Made>,
): Promise<Made[]> {
  const made: Made[] = [];
  const deadline = performance.now() + budgetMs;
  let begun = 0;
  const walk = async (): Promise<void> => {
    while (begun < most && performance.now() < deadline) {
      begun++;
      made.push(await make());
    }
  };
  await Promise.all(Array.from({ length: width }, walk));
  return made;
}

/** How many of the items are worked off in a second. */
export async function perSecond<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<unknown>,
): Promise<number> {
  const ms = await milliseconds(() => atOnce(items, width, work));
  return items.length / (ms / 1_000);
}

/** How long one piece of work takes. */
export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
