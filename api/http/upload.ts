import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { readBody } from './body.ts';

/** What a route takes in place of JSON. */
export interface UploadSpec {
  /** The media types that a caller may declare, without parameters. */
  readonly contentTypes: readonly [string, ...string[]];
  readonly description: string;
}

/** Bytes as they were sent, and never empty. Whether they are what they are declared to be is for the handler to say. */
export interface Upload {
  /** One of the types of the route. */
  readonly contentType: string;
  readonly bytes: Buffer;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** The schema of an answer that is bytes, all at once or as they are read. */
export const Bytes = z.custom<Uint8Array | Readable>(
  (value) => value instanceof Uint8Array || value instanceof Readable,
);

/** Reads an upload of limited size into memory; nothing when there is none. Throws the Problems 400, 413 and 415. */
export async function readUpload(
  req: IncomingMessage,
  res: ServerResponse,
  { contentTypes }: UploadSpec,
  limitBytes: number,
): Promise<Upload | undefined> {
  const isWanted = (type: string): boolean => contentTypes.includes(type.toLowerCase());
  const sha256 = createHash('sha256'); // of each piece as it comes: of the whole at once, everybody would wait for it
  const onPiece = (piece: Buffer): void => void sha256.update(piece);
  const bytes = await readBody(req, res, { isWanted, accept: contentTypes, limitBytes, onPiece });
  if (!bytes || bytes.length === 0) return undefined;
  const contentType = (req.headers['content-type'] ?? '').toLowerCase();
  return { contentType, bytes, sha256: sha256.digest('hex') };
}
