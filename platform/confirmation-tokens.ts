import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Makes and opens the tokens that show that somebody reads the mail of an address. */
export interface ConfirmationTokens {
  /** The token of a registration: the same each time, so that a mail that is sent again holds the same link. */
  of(registrationId: string): string;
  /** The registration that a token was made for; nothing for any text that was not made here. */
  open(token: string): string | undefined;
}

const PURPOSE = 'proxie: confirmation of a mail address';
const KEY_BYTES = 32;
const TOKEN = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.([\w-]{43})$/;

/** Tokens are signed with a key derived from the secret, so nothing secret is kept of them, and no other use shares it. */
export function createConfirmationTokens(secret: string): ConfirmationTokens {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES));
  const sign = (registrationId: string): Buffer => createHmac('sha256', key).update(registrationId).digest();
  return {
    of: (registrationId) => `${registrationId}.${sign(registrationId).toString('base64url')}`,
    open(token) {
      const [, registrationId, signature] = TOKEN.exec(token) ?? [];
      if (registrationId === undefined || signature === undefined) return undefined;
      const given = Buffer.from(signature, 'base64url');
      const made = sign(registrationId);
      return given.length === made.length && timingSafeEqual(given, made) ? registrationId : undefined;
    },
  };
}
