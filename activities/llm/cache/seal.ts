import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Makes what is kept unreadable to the store that keeps it. */
export interface Seal {
  close(key: string, text: string): string;
  /** Nothing when it was made with another secret, for another key, or was changed. */
  open(key: string, sealed: string): string | undefined;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PURPOSE = 'proxie: kept answers of language models';

/** Seals with a key derived from the secret. An answer is bound to its key, so that it cannot be put in another's place. */
export function createSeal(secret: string): Seal {
  const derived = new Uint8Array(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES));
  return { close, open };

  function close(key: string, text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, derived, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(key));
    const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, content, cipher.getAuthTag()]).toString('base64');
  }

  function open(key: string, sealed: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, derived, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(key)).setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString(
        'utf8',
      );
    } catch {
      return undefined;
    }
  }
}
