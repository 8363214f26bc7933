import { argon2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const deriveKey = promisify(argon2);

/** The least that argon2id takes. */
const COST = { memory: 8, passes: 1, parallelism: 1 } as const;

/**
 * The hash of a password as an account keeps it, but at next to no cost: a hash names the cost at which passwords are held
 * against it. Fifty logins then cost a test what they cost the API apart from hashing.
 */
export async function cheapHash(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await deriveKey('argon2id', { message: password.normalize('NFC'), nonce, tagLength: 32, ...COST });
  const unpadded = [nonce, tag].map((bytes) => bytes.toString('base64').replace(/=+$/, ''));
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded.join('$')}`;
}
