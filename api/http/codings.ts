import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** The content codings that we write, in the order in which we prefer them. */
export const CODINGS = ['br', 'gzip'] as const;
export type Coding = (typeof CODINGS)[number];

/** A body that is kept in every coding. */
export interface CodedBody {
  /** As it is. The same bytes for every caller, so an answer that nobody reads holds no memory of its own. */
  readonly plain: Buffer;
  /** In this coding; nothing where the coding makes it no smaller. Compressed when it is first asked for, then kept. */
  readonly coded: (coding: Coding) => Promise<Buffer | undefined>;
}

const compressors: Readonly<Record<Coding, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) => brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: (bytes) => gzipped(bytes, { level: constants.Z_BEST_COMPRESSION }),
};
const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);
const BROTLI_QUALITY = 9; // the last two levels take seconds for a few per cent

/** Keeps a body in every coding; callers that come together wait for one compression. */
export function createCodedBody(body: string | Uint8Array, compress = compressors): CodedBody {
  const plain =
    typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const kept = new Map<Coding, Promise<Buffer | undefined>>();
  return { plain, coded };

  function coded(coding: Coding): Promise<Buffer | undefined> {
    let made = kept.get(coding);
    if (!made) kept.set(coding, (made = make(coding)));
    return made;
  }

  async function make(coding: Coding): Promise<Buffer | undefined> {
    const bytes = await compress[coding](plain);
    return bytes.length < plain.length ? bytes : undefined;
  }
}
