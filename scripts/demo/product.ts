import { z } from 'zod';
import type { Config } from '#platform/config.ts';
import { runningStack } from '#platform/embedded/data-dir.ts';

const PROBE_MS = 5_000;
const Readiness = z.object({ status: z.string(), dependencies: z.record(z.string(), z.object({ state: z.string() })) });
type Readiness = z.output<typeof Readiness>;

/** A product that runs. */
export interface FoundProduct {
  readonly baseUrl: string;
  /** Where it writes its mails, as far as anybody here can know. */
  readonly mailFolder: string | undefined;
}

/** A product that runs: at the configured address, or the `npm start` on this data folder. */
export async function findProduct({
  http,
  embedded,
}: Pick<Config, 'http' | 'embedded'>): Promise<FoundProduct | undefined> {
  const stack = runningStack(embedded.dataDir);
  for (const baseUrl of [http.publicUrl, stack?.apiUrl]) {
    if (baseUrl === undefined || !(await readinessOf(baseUrl))) continue;
    return { baseUrl, mailFolder: baseUrl === stack?.apiUrl ? stack.mailFolder : undefined };
  }
  return undefined;
}

/** Whether everything that it depends on is up. */
export async function isReady(baseUrl: string): Promise<boolean> {
  return (await readinessOf(baseUrl))?.status === 'ready';
}

/** What is down at a product that answers; empty when it is ready. */
export async function whatIsDown(baseUrl: string): Promise<string[]> {
  const readiness = await readinessOf(baseUrl);
  return Object.entries(readiness?.dependencies ?? {})
    .filter(([, { state }]) => state !== 'up')
    .map(([name]) => name);
}

/** Nothing when nobody answers there, or somebody else than Proxie. */
async function readinessOf(baseUrl: string): Promise<Readiness | undefined> {
  try {
    const response = await fetch(`${baseUrl}/ready`, { signal: AbortSignal.timeout(PROBE_MS) });
    return Readiness.safeParse(await response.json()).data;
  } catch {
    return undefined;
  }
}
