import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { findJsonFault } from './json-faults.ts';
import { Problem } from './problem.ts';
import { refuse } from './validation.ts';

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i;
/** A body that is too large is still read up to here, so that its sender can read the answer on a connection that lives. */
const DRAINED_BYTES = 1_048_576;

/** A body as it was sent. */
export interface JsonBody {
  /** Undefined when there was none. */
  readonly value: unknown;
  /** True when characters were escaped: only so can there be one that no database text holds. */
  readonly hasEscapes: boolean;
}

const NONE: JsonBody = { value: undefined, hasEscapes: false };

/**
 * Reads a JSON body of limited size. Throws the Problems 400, 413 and 415; a name that stands twice in an object and what
 * lies too deep are refused by their place.
 */
export async function readJson(req: IncomingMessage, res: ServerResponse, limitBytes: number): Promise<JsonBody> {
  const bytes = await readBody(req, res, { ...JSON_BODY, limitBytes });
  if (!bytes || bytes.length === 0) return NONE;
  if (!isUtf8(bytes)) throw new Problem('malformed_request', 'the body is not valid UTF-8');
  const text = bytes.toString('utf8');
  return { value: parse(text), hasEscapes: text.includes('\\u') };
}

/** What a body may be. */
interface Expected {
  readonly isWanted: (type: string) => boolean;
  /** The types to name to whoever sends another. */
  readonly accept: readonly string[];
  readonly limitBytes: number;
  readonly onPiece?: (piece: Buffer) => void;
}

const JSON_BODY = { isWanted: (type: string): boolean => JSON_TYPE.test(type), accept: ['application/json'] };

/** The bytes of a body of limited size and of a wanted type; nothing when there is no body. Throws the Problems 400, 413 and 415. */
export async function readBody(
  req: IncomingMessage,
  res: ServerResponse,
  { limitBytes, onPiece, ...expected }: Expected,
): Promise<Buffer | undefined> {
  if (!hasBody(req)) return undefined;
  assertReadable(req, expected);
  if (req.headers.expect !== undefined) res.writeContinue();
  return readBytes(req, limitBytes, onPiece);
}

const FAULTS = { repeated_name: 'is named twice', too_deep: 'is nested too deeply' } as const;

function parse(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Problem('malformed_request', 'the body is not valid JSON', { cause });
  }
  const fault = findJsonFault(text);
  if (fault) refuse([{ in: 'body', path: fault.path, message: FAULTS[fault.kind] }]);
  return value;
}

/** True when a request brings a body, even an endless one. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** True when a body was sent that nobody has read and that is too large to be thrown away in passing. */
export function leavesLargeBody(req: IncomingMessage): boolean {
  if (req.complete || !hasBody(req)) return false;
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length']) > DRAINED_BYTES;
}

function assertReadable(
  { headers, headersDistinct }: IncomingMessage,
  { isWanted, accept }: Pick<Expected, 'isWanted' | 'accept'>,
): void {
  const [type = '', ...further] = headersDistinct['content-type'] ?? [];
  if (further.length > 0 || !isWanted(type)) {
    throw new Problem('unsupported_media_type', `expected a body of type ${accept.join(' or ')}`, {
      headers: { Accept: accept.join(', ') },
    });
  }
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new Problem('unsupported_media_type', 'a body must not be compressed', {
      headers: { 'Accept-Encoding': 'identity' },
    });
  }
}

function readBytes(req: IncomingMessage, limitBytes: number, onPiece?: (piece: Buffer) => void): Promise<Buffer> {
  const declared = Number(req.headers['content-length'] ?? 0);
  if (declared > limitBytes + DRAINED_BYTES) return Promise.reject(tooLarge(limitBytes));
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    req.on('data', onData);
    req.on('end', onEnd);
    req.on('close', onBroken);
    req.on('error', onBroken);

    function onData(chunk: Buffer): void {
      size += chunk.length;
      if (size <= limitBytes) {
        chunks.push(chunk);
        onPiece?.(chunk);
      } else chunks = [];
      if (size > limitBytes + DRAINED_BYTES) settle(() => reject(tooLarge(limitBytes)));
    }
    function onEnd(): void {
      settle(() => (size > limitBytes ? reject(tooLarge(limitBytes)) : resolve(Buffer.concat(chunks))));
    }
    function onBroken(cause?: Error): void {
      settle(() =>
        reject(new Problem('malformed_request', 'the connection broke before the end of the body', { cause })),
      );
    }
    function settle(how: () => void): void {
      req.off('data', onData).off('end', onEnd).off('close', onBroken);
      how();
    }
  });
}

function tooLarge(limitBytes: number): Problem {
  return new Problem('payload_too_large', `a body may have at most ${limitBytes} bytes`);
}
