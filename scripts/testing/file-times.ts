import fs from 'node:fs';
import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';

type Seconds = Readonly<Record<string, number>>;

const TIMES_FILE = path.join(PROJECT_DIR, '.proxie/test-times.json');
/** What is assumed of a file that was never measured here. */
const ASSUMED_SECONDS = [
  { folder: 'test/', seconds: 20 },
  { folder: 'workflows/', seconds: 10 },
];

/** The files, the one that took longest the last time first: what comes last must not be long. */
export function longestFirst(files: readonly string[]): string[] {
  const times = knownTimes();
  const secondsOf = (file: string): number =>
    times[file] ?? ASSUMED_SECONDS.find(({ folder }) => file.startsWith(folder))?.seconds ?? 1;
  return files.toSorted((one, other) => secondsOf(other) - secondsOf(one));
}

/** Keeps the measured times for the next run. */
export function keepTimes(seconds: Seconds): void {
  fs.mkdirSync(path.dirname(TIMES_FILE), { recursive: true });
  fs.writeFileSync(TIMES_FILE, `${JSON.stringify({ ...knownTimes(), ...seconds }, null, 1)}\n`);
}

function knownTimes(): Seconds {
  try {
    return JSON.parse(fs.readFileSync(TIMES_FILE, 'utf8')) as Seconds;
  } catch {
    return {}; // the first run, or a file that was cut off
  }
}
