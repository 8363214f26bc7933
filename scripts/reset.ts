import { dataDirFrom } from '#platform/config.ts';
import { removeDataDir, removeTemporalStore } from '#platform/embedded/reset.ts';
import { UserError } from '#platform/user-error.ts';

/**
 * `npm run reset`: deletes what `npm start` keeps, so that the next start begins anew. With `--temporal` only what Temporal
 * has stored, which the next start rebuilds from the rows of the database.
 */
export async function main(args: readonly string[] = []): Promise<void> {
  const dataDir = dataDirFrom();
  if (args.length === 0) {
    const removed = await removeDataDir(dataDir);
    say(removed ? `Deleted ${dataDir}; \`npm start\` begins anew.` : `Nothing to delete in ${dataDir}.`);
  } else if (args.length === 1 && args[0] === '--temporal') {
    const removed = await removeTemporalStore(dataDir);
    say(
      removed
        ? `Deleted what Temporal had stored in ${dataDir}; \`npm start\` starts its runs again from the database.`
        : `Temporal has stored nothing in ${dataDir}.`,
    );
  } else {
    throw new UserError('Usage: npm run reset, or npm run reset -- --temporal');
  }
}

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
