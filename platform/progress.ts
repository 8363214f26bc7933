import type { Log } from './logger.ts';

const FIRST_MS = 2_000;
const THEN_MS = 10_000;

/** Says what is going on as soon as it takes more than two seconds, and again every ten, until it is done. */
export async function withProgress<T>(log: Pick<Log, 'info'>, what: string, work: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  const tell = (): void => {
    log.info(`${what} … ${Math.round((Date.now() - startedAt) / 1_000)} s`);
    timer = setTimeout(tell, THEN_MS);
  };
  let timer = setTimeout(tell, FIRST_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
