import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';

const { Payload: WirePayload } = proto.temporal.api.common.v1;

/** One secret of the ring and its public name. */
export interface PayloadKey {
  readonly kid: string;
  readonly secret: string;
}

/** An encrypted payload that this ring cannot read. The message names the key at most, never anything of the content. */
export class UnreadablePayload extends Error {
  override readonly name = 'UnreadablePayload';
}

/** What an encrypted payload says it is. */
export const ENCRYPTED = 'binary/encrypted';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** 96 bits is what GCM is made for: any other length would be hashed down to it. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** A secret that is used elsewhere as well makes another key there. */
const PURPOSE = 'proxie temporal payload v1';
const KEY_ID = /^[A-Za-z0-9_-]{1,64}$/;
const UTF8 = new TextDecoder();

/**
 * Encrypts payloads with the first key of the ring and decrypts those of every key in it. A payload that is not encrypted
 * passes as it is, so that histories from before stay readable. Whatever was changed on the way is refused.
 */
export function createPayloadCodec(ring: readonly PayloadKey[]): PayloadCodec {
  const [first] = ring;
  if (!first) throw new Error('there is no key to encrypt payloads with');
  const key = deriveKey(first.secret);
  const read = createPayloadReader(ring);
  return {
    encode: async (payloads) => payloads.map((payload) => encrypt(payload, first.kid, key)),
    decode: async (payloads) => payloads.map(read),
  };
}

/** Gives a payload as it was before it was encrypted, or throws `UnreadablePayload`. */
export type ReadPayload = (payload: Payload) => Payload;

/** The half of the codec that decrypts; without keys it passes what is plain and refuses all else. */
export function createPayloadReader(ring: readonly PayloadKey[]): ReadPayload {
  const keys = new Map(ring.map(({ kid, secret }) => [kid, deriveKey(secret)]));
  return (payload) => (isEncrypted(payload) ? decrypt(payload, keys) : payload);
}

/** True for what this codec has made. */
export function isEncrypted({ metadata }: Payload): boolean {
  return textOf(metadata?.encoding) === ENCRYPTED;
}

function encrypt(payload: Payload, kid: string, key: Buffer): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(authenticated(kid));
  const content = Buffer.concat([cipher.update(WirePayload.encode(payload).finish()), cipher.final()]);
  return {
    metadata: { encoding: Buffer.from(ENCRYPTED), 'encryption-key-id': Buffer.from(kid) },
    data: Buffer.concat([nonce, content, cipher.getAuthTag()]),
  };
}

function decrypt({ metadata, data }: Payload, keys: ReadonlyMap<string, Buffer>): Payload {
  const kid = textOf(metadata?.['encryption-key-id']);
  if (!KEY_ID.test(kid)) throw new UnreadablePayload('an encrypted payload does not name its key');
  const key = keys.get(kid);
  if (!key) throw new UnreadablePayload(`a payload is encrypted with the key '${kid}', which is not in the key ring`);
  const damaged = `a payload that names the key '${kid}' was changed, or was encrypted with another`;
  if (!data || data.length < NONCE_BYTES + TAG_BYTES) throw new UnreadablePayload(damaged);
  const decipher = createDecipheriv(CIPHER, key, data.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(authenticated(kid)).setAuthTag(data.subarray(-TAG_BYTES));
  try {
    const content = Buffer.concat([decipher.update(data.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    const { metadata: own, data: ownData } = WirePayload.decode(content);
    return { metadata: own, data: ownData };
  } catch {
    throw new UnreadablePayload(damaged); // what the cipher says about it helps nobody
  }
}

/** A strong secret of any length becomes a key of the right one. */
function deriveKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES));
}

/** What stands beside the content in clear and must not be changed either. */
function authenticated(kid: string): Buffer {
  return Buffer.from(`${ENCRYPTED}\n${kid}`);
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return bytes ? UTF8.decode(bytes) : '';
}
