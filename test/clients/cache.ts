import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Fills a folder once, and again when that was broken off. */
export async function once(folder: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const isComplete = path.join(folder, 'complete');
  if (fs.existsSync(isComplete)) return folder;
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  await fill(folder);
  fs.writeFileSync(isComplete, '');
  return folder;
}

/** Twelve digits that differ when one of the texts does. */
export function hashOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 12);
}
