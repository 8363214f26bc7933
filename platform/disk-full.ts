import { UserError } from './user-error.ts';

const CODES = ['ENOSPC', 'EDQUOT'];
/** As the system, PostgreSQL and SQLite say it, on their own or inside the last line of a log. */
const WORDS = /no space left on device|disk quota exceeded|database or disk is full/i;

/** An error that came of a full disk as the one sentence about it; any other error as it is. */
export function toDiskFull(error: unknown, folder: string, setting: string): unknown {
  if (!isDiskFull(error)) return error;
  return new UserError(
    `The disk of ${folder} is full: make room on it, or set ${setting} to a folder on another disk. ` +
      'Nothing there is damaged or has to be deleted.',
    { cause: error },
  );
}

function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, message, cause } = error as NodeJS.ErrnoException;
  return CODES.includes(code ?? '') || WORDS.test(message) || isDiskFull(cause);
}
