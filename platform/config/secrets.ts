import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { makeFolder, makePrivateFolder } from '../folders.ts';
import { UserError } from '../user-error.ts';
import { MIN_SECRET_BYTES } from './kinds.ts';

const SECRETS_FILE = 'secrets.json';
/** Marks what was generated, so that production recognises it wherever it was copied to. */
const GENERATED_PREFIX = 'generated-for-development-';
/** Half of what 32 random bytes hold: no random secret comes near, no typed one gets there. */
const MIN_ENTROPY_BITS = 100;
const MIN_DISTINCT_CHARACTERS = 10;
const WELL_KNOWN =
  /change-?_?me|secret|passw(or)?d|example|default|insecure|letmein|qwerty|123456|abcdef|placeholder|replace-?_?me|your-/i;

const DevelopmentSecrets = z.object({
  jwtKeys: z.string().min(1),
  cursorSecret: z.string().min(1),
});
type DevelopmentSecrets = z.infer<typeof DevelopmentSecrets>;

/** The secrets of this data folder: generated once, the same ever after, readable by their owner only. */
export function developmentSecrets(dataDir: string): DevelopmentSecrets {
  const file = path.join(dataDir, SECRETS_FILE);
  const existing = readSecrets(file);
  if (existing) return existing;
  makeFolder(dataDir, 'PROXIE_DATA_DIR', makePrivateFolder);
  const draft = `${file}.${randomUUID()}`;
  const fresh: DevelopmentSecrets = { jwtKeys: `dev:${generate()}`, cursorSecret: generate() };
  fs.writeFileSync(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
  try {
    fs.linkSync(draft, file); // fails where another process was first, and never shows half a file
    return fresh;
  } catch (error) {
    const winner = readSecrets(file);
    if (winner) return winner;
    throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

/** Says why a secret must not guard production, or nothing when it may. */
export function weakness(secret: string): string | undefined {
  if (secret.startsWith(GENERATED_PREFIX)) return 'was generated for development';
  if (Buffer.byteLength(secret) < MIN_SECRET_BYTES) return `is shorter than ${MIN_SECRET_BYTES} bytes`;
  if (WELL_KNOWN.test(secret)) return 'contains a well-known word';
  if (new Set(secret).size < MIN_DISTINCT_CHARACTERS || entropyBits(secret) < MIN_ENTROPY_BITS || isRepeated(secret)) {
    return 'is too easy to guess';
  }
  return undefined;
}

const generate = (): string => GENERATED_PREFIX + randomBytes(32).toString('base64url');

function readSecrets(file: string): DevelopmentSecrets | undefined {
  let content: string;
  try {
    content = fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw new UserError(`${file} cannot be read (${(error as Error).message})`, { cause: error });
  }
  if ((fs.statSync(file).mode & 0o077) !== 0) fs.chmodSync(file, 0o600);
  try {
    return DevelopmentSecrets.parse(JSON.parse(content));
  } catch (cause) {
    throw new UserError(`${file} is damaged: delete it (everyone has to log in again) or run \`npm run reset\``, {
      cause,
    });
  }
}

/** Shannon entropy of the characters as they are spread in the text itself. */
function entropyBits(secret: string): number {
  const counts = new Map<string, number>();
  for (const character of secret) counts.set(character, (counts.get(character) ?? 0) + 1);
  const lengths = [...counts.values()];
  const total = lengths.reduce((sum, count) => sum + count, 0);
  return lengths.reduce((bits, count) => bits - count * Math.log2(count / total), 0);
}

/** Whether the text is one short piece written over and over. */
function isRepeated(secret: string): boolean {
  const period = (secret + secret).indexOf(secret, 1);
  return period <= secret.length / 2;
}
