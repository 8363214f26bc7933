import { dataDirFrom } from '#platform/config.ts';
import { removeDataDir } from '#platform/embedded/reset.ts';

/** `npm run reset`: deletes what `npm start` keeps, so that the next start begins anew. */
export async function main(): Promise<void> {
  const dataDir = dataDirFrom();
  const removed = await removeDataDir(dataDir);
  process.stdout.write(
    removed ? `Deleted ${dataDir}; \`npm start\` begins anew.\n` : `Nothing to delete in ${dataDir}.\n`,
  );
}
