import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Makes and opens the tokens that show that somebody has signed in with a device before. They sign nobody in. */
export interface DeviceTokens {
  /** A token for a device that has just signed in with a mail address. */
  of(email: string): string;
  /** The id of the device that a token was made for; nothing for other mail addresses, old tokens and any other text. */
  open(token: string, email: string): string | undefined;
}

const PURPOSE = 'proxie: devices that have signed in';
const KEY_BYTES = 32;
const ID_BYTES = 16;
const TOKEN = /^([\w-]{22})\.(\d{10,13})\.([\w-]{43})$/;
const TTL_SECONDS = 180 * 24 * 3_600;

/** Nothing is kept of a token: its key is derived from the secret, and the mail address is signed along with it. */
export function createDeviceTokens(secret: string, now: () => number): DeviceTokens {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES));
  const sign = (id: string, seconds: string, email: string): Buffer =>
    createHmac('sha256', key).update(`${id} ${seconds} ${email}`).digest();
  const nowSeconds = (): number => Math.floor(now() / 1_000);
  return {
    of(email) {
      const id = randomBytes(ID_BYTES).toString('base64url');
      const seconds = String(nowSeconds());
      return `${id}.${seconds}.${sign(id, seconds, email).toString('base64url')}`;
    },
    open(token, email) {
      const [, id = '', seconds = '', signature = ''] = TOKEN.exec(token) ?? [];
      const isYoung = nowSeconds() - Number(seconds) < TTL_SECONDS;
      if (id === '' || !isYoung) return undefined;
      const given = Buffer.from(signature, 'base64url');
      const made = sign(id, seconds, email);
      return given.length === made.length && timingSafeEqual(given, made) ? id : undefined;
    },
  };
}
