import { Readable } from 'node:stream';
import { unavailable } from '#api/http/problem.ts';
import type { Orm } from '#db/transaction.ts';
import { IMAGE_ENCODING, type ImageType } from '#domain/images.ts';
import { QueueFull } from '#platform/work-queue.ts';
import { cleanImage, type CleanImage } from './image-cleaner.ts';
import type { ImageTraffic } from './image-traffic.ts';
import { mediaTable } from './media.table.ts';

interface ContentReader {
  readonly orm: Orm;
  readonly images: Pick<ImageTraffic, 'reading'>;
}

/** The bytes of an image on their way, and how many they are. */
export interface OpenContent {
  readonly stream: Readable;
  readonly bytes: number;
}

/** So much of an image is in memory at a time for whoever reads it. */
const PIECE_BYTES = 262_144;

/**
 * The bytes of an image as the present encoder writes them, as a stream that reads them from the database piece by piece,
 * the next one when the reader has taken the last: a slow reader holds neither a connection nor the whole image. When the
 * image goes meanwhile, the stream breaks. Nothing for an image that has gone, or that cannot be decoded.
 */
export async function openContent(reader: ContentReader, id: string): Promise<OpenContent | undefined> {
  const bytes = await presentBytes(reader, id);
  const first = bytes === undefined ? undefined : await readPiece(reader, id, 0);
  if (bytes === undefined || !first) return undefined;
  return { bytes, stream: Readable.from(pieces(first, bytes), { objectMode: false, highWaterMark: PIECE_BYTES }) };

  async function* pieces(beginning: Buffer, end: number): AsyncGenerator<Buffer> {
    yield beginning;
    for (let from = PIECE_BYTES; from < end; from += PIECE_BYTES) {
      const piece = await readPiece(reader, id, from);
      if (!piece) throw new Error('an image was deleted while it was read');
      yield piece;
    }
  }
}

function readPiece({ orm, images }: ContentReader, id: string, from: number): Promise<Buffer | undefined> {
  return images.reading(async () => {
    const [row]: { piece: Buffer }[] = await orm.em
      .fork()
      .execute('select substring(content from ? for ?) as piece from media where id = ? and encoding = ?', [
        from + 1,
        PIECE_BYTES,
        id,
        IMAGE_ENCODING,
      ]);
    return row?.piece;
  });
}

/** How large an image is; one of an older encoder is first encoded again and kept so. What else its file holds, nobody may see. */
async function presentBytes({ orm, images }: ContentReader, id: string): Promise<number | undefined> {
  const em = orm.em.fork();
  const [stored]: { bytes: number; type: ImageType; encoding: number }[] = await em.execute(
    'select bytes, content_type as type, encoding from media where id = ?',
    [id],
  );
  if (!stored || stored.encoding === IMAGE_ENCODING) return stored?.bytes;
  const [older] = await images.reading(() =>
    em.execute<{ content: Buffer }[]>('select content from media where id = ?', [id]),
  );
  const clean = older && (await cleanOrShed(older.content, stored.type));
  if (!clean || !('content' in clean)) return undefined;
  const { content } = clean;
  const renewed = { content, bytes: content.length, encoding: IMAGE_ENCODING };
  await mediaTable(em).updateTable('media').set(renewed).where('id', '=', id).execute();
  return content.length;
}

/** Decodes and encodes an image, or answers 503 at once when too many wait for that. */
export async function cleanOrShed(bytes: Uint8Array, type: ImageType): Promise<CleanImage> {
  try {
    return await cleanImage(bytes, type);
  } catch (error) {
    throw error instanceof QueueFull ? unavailable('too many images are being decoded; try again in a moment') : error;
  }
}
