import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const deriveKey = promisify(argon2);

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const TAG_BYTES = 32;
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Stands in an account's row where no password may ever sign in. */
export const UNUSABLE_PASSWORD = '!';

/** Hashes with argon2id and a fresh salt; the text names algorithm and cost, so that the cost may be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const { memory, passes, parallelism } = PARAMETERS;
  const nonce = randomBytes(SALT_BYTES);
  const tag = await tagOf(password, { nonce, tagLength: TAG_BYTES, memory, passes, parallelism });
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;
}

/** True only for the password that was hashed; what is no hash at all costs the same time and is never true. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, expected] = PHC.exec(hash) ?? [];
  if (!salt || !expected) {
    await hashPassword(password); // a caller cannot tell an account without a password from a wrong one
    return false;
  }
  const tag = Buffer.from(expected, 'base64');
  const actual = await tagOf(password, {
    nonce: Buffer.from(salt, 'base64'),
    tagLength: tag.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  });
  return timingSafeEqual(tag, actual);
}

interface Cost {
  nonce: Buffer;
  tagLength: number;
  memory: number;
  passes: number;
  parallelism: number;
}

/** The same letters typed on two systems may differ in their code points; NFC makes them one password. */
function tagOf(password: string, cost: Cost): Promise<Buffer> {
  return deriveKey('argon2id', { message: password.normalize('NFC'), ...cost });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
