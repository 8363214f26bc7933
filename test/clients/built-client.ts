import fs from 'node:fs';
import path from 'node:path';
import { PROJECT_DIR } from '#platform/config.ts';
import { hashOf, once } from './cache.ts';
import type { Installed, Run } from './toolchains.ts';

/** A generated and compiled client. */
export interface BuiltClient {
  readonly folder: string;
  /** Runs its life. */
  readonly command: readonly [program: string, ...args: string[]];
}

/**
 * The client that a generator makes of a document. It is made and compiled once for each document and each version of the
 * generator and of our program that uses the client; later runs find it in the cache.
 */
export async function builtClient(
  name: string,
  document: string,
  { build }: Installed,
  runIn: (folder: string) => Run,
): Promise<BuiltClient> {
  const version = hashOf([document, ...sources(name)]);
  const folder = await once(path.join(CLIENTS_DIR, name, version), async (empty) => {
    forgetOthers(name, version);
    fs.writeFileSync(path.join(empty, 'openapi.json'), document);
    fs.writeFileSync(path.join(empty, COMMAND), JSON.stringify(await build(empty, runIn(empty))));
  });
  return { folder, command: JSON.parse(fs.readFileSync(path.join(folder, COMMAND), 'utf8')) as BuiltClient['command'] };
}

const CLIENTS_DIR = path.join(PROJECT_DIR, '.proxie/test-clients');
const COMMAND = 'command.json';

/** What a client is made with, beside the document. */
function sources(name: string): string[] {
  const here = import.meta.dirname;
  const own = fs.readdirSync(path.join(here, name), { encoding: 'utf8' }).toSorted();
  const files = ['toolchains.ts', 'requirements.txt', ...own.map((file) => path.join(name, file))];
  return [process.version, ...files.map((file) => fs.readFileSync(path.join(here, file), 'utf8'))];
}

/** Clients of earlier documents are of no use any more. */
function forgetOthers(name: string, version: string): void {
  for (const other of fs.readdirSync(path.join(CLIENTS_DIR, name)).filter((each) => each !== version)) {
    fs.rmSync(path.join(CLIENTS_DIR, name, other), { recursive: true, force: true });
  }
}
