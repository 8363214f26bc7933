import path from 'node:path';
import { pythonPrograms } from '#test/support/python.ts';

/** The `schemathesis` program in an environment of its own, or why there can be none. */
export async function schemathesis(): Promise<{ readonly program: string } | { readonly missing: string }> {
  const found = await pythonPrograms('schemathesis', path.join(import.meta.dirname, 'requirements.txt'));
  return 'missing' in found ? found : { program: path.join(found.programs, 'st') };
}
