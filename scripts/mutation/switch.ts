/** What Stryker's code looks at. */
export interface Switch {
  activeMutant: string | undefined;
  currentTestId: string | undefined;
  hitCount: number;
  hitLimit: number;
  readonly mutantCoverage: {
    readonly static: Record<string, number>;
    readonly perTest: Record<string, Record<string, number>>;
  };
}

/** A loop that runs so often does not end: runs of workflows are short. */
const HITS_TOO_MANY = 100_000;

/** Lays the switch of all mutants into this thread, all of them off. */
export function installSwitch(): Switch {
  const stryker: Switch = {
    activeMutant: undefined,
    currentTestId: undefined,
    hitCount: 0,
    hitLimit: HITS_TOO_MANY,
    mutantCoverage: { static: {}, perTest: {} },
  };
  (globalThis as unknown as { __stryker__: Switch }).__stryker__ = stryker;
  return stryker;
}

/** Does something with one mutant switched on. */
export async function withMutant<Answer>(stryker: Switch, id: number, work: () => Promise<Answer>): Promise<Answer> {
  Object.assign(stryker, { activeMutant: String(id), hitCount: 0 });
  try {
    return await work();
  } finally {
    stryker.activeMutant = undefined;
  }
}
