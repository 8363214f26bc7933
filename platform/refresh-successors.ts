import { createHmac, hkdfSync } from 'node:crypto';

/** The refresh token that replaces another: always the same one, whoever asks and however often. */
export type RefreshSuccessor = (used: { readonly id: string; readonly token: string }) => string;

const PURPOSE = 'proxie: successors of refresh tokens';
const KEY_BYTES = 32;

/**
 * Only hashes of refresh tokens are kept, so a successor that has to be given twice must be made twice. It is an HMAC over
 * the used token and the random id of its row: only with the token, the row and the secret together can it be told. A copy
 * of the database, a leaked token or the secret alone, and any two of them, open no session.
 */
export function createRefreshSuccessors(secret: string): RefreshSuccessor {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES));
  return ({ id, token }) => createHmac('sha256', key).update(`${id} ${token}`).digest('base64url');
}
