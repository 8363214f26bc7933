import fs from 'node:fs';
import { UserError } from './user-error.ts';

/** Makes sure that a folder stands and can be written, or says in one sentence which setting names another. */
export function makeFolder(folder: string, setting: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UserError(`The folder ${folder} cannot be written (${code}): set ${setting} to another one.`, { cause });
  }
}
