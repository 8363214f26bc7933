import fs from 'node:fs';
import { UserError } from './user-error.ts';

/** Makes sure that a folder stands and can be written, or says in one sentence which setting names another. */
export function makeFolder(folder: string, setting: string, make: (folder: string) => void = makeOpenFolder): void {
  try {
    make(folder);
    fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UserError(`The folder ${folder} cannot be written (${code}): set ${setting} to another one.`, { cause });
  }
}

/** Makes a folder, with those above it where they are missing, that nobody but its owner may enter, whatever the umask. */
export function makePrivateFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true, mode: PRIVATE });
}

/** What nobody but the owner may enter. */
export const PRIVATE = 0o700;

function makeOpenFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
}
