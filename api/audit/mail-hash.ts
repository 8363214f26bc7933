import { createHmac } from 'node:crypto';

/** Turns a mail address, in lower case, into what the audit knows it by. */
export type MailHash = (email: string) => string;

const LENGTH = 32; // 128 bits: no two addresses meet

/** Hashes with a key, so that whoever has the entries alone cannot try out addresses. */
export function createMailHash(secret: string): MailHash {
  return (email) => createHmac('sha256', secret).update(`audit mail\0${email}`).digest('hex').slice(0, LENGTH);
}
