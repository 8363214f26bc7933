import { inTransaction, type SqlReader } from '#db/transaction.ts';
import type { ApiDeps } from '#api/deps.ts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { findNoRoom, type QuotaDeps } from '#api/shared/require-room.ts';
import { Problem } from '#api/http/problem.ts';
import { refuse } from '#api/http/validation.ts';
import type { Upload } from '#api/http/upload.ts';
import { sqlStateOf } from '#platform/outages.ts';
import {
  IMAGE_ENCODING,
  MAX_IMAGE_FRAMES,
  MAX_IMAGE_PIXELS,
  MAX_STORED_IMAGE_BYTES,
  recogniseImage,
  type ImageType,
} from '#domain/images.ts';
import { cleanOrShed } from './media.content.ts';
import { mediaTable } from './media.table.ts';
import type { MediaRow } from './media.queries.ts';

const FOREIGN_KEY_VIOLATION = '23503';

/** An image as it is stored. */
interface Image {
  readonly type: ImageType;
  /** Its pixels, encoded anew, and nothing else of the file that was sent. */
  readonly content: Uint8Array;
}

const TOO_MUCH = {
  too_many_pixels: `an image may have at most ${MAX_IMAGE_PIXELS / 1e6} million pixels, all its frames together`,
  too_many_frames: `an animation may have at most ${MAX_IMAGE_FRAMES} frames`,
  too_slow: 'decoding the image takes too long: send it with fewer pixels or frames',
  too_large: `encoded anew, the image has more than ${MAX_STORED_IMAGE_BYTES / 1e6} MB: send it with fewer pixels or frames`,
} as const;

/**
 * The image that an upload is, by its content. Throws a 415 for what is none or is declared as another, a 400 for what
 * cannot be decoded, a 413 for what is too much to decode, a 503 when too many wait to be decoded. Whoever is shown the picture must not learn what a camera has
 * written beside it, such as the place where it was taken: only the pixels are stored.
 */
export async function toImage({ bytes, contentType }: Upload): Promise<Image> {
  const found = recogniseImage(bytes);
  if (found.is === 'other') {
    throw new Problem('unsupported_media_type', 'the content is no image of a type that is taken');
  }
  if (found.is === 'fragment') return refuseBroken();
  const { type } = found;
  if (type !== contentType) {
    throw new Problem('unsupported_media_type', `the content is ${type} and was declared as ${contentType}`);
  }
  const clean = await cleanOrShed(bytes, type);
  if ('content' in clean) return { type, content: clean.content };
  if (clean.fault === 'broken') return refuseBroken();
  throw new Problem('payload_too_large', TOO_MUCH[clean.fault]);
}

function refuseBroken(): never {
  refuse([{ in: 'body', path: '', message: 'expected a whole image; this one is cut off or broken' }]);
  throw new Error('unreachable: a wrong field is always refused');
}

interface NewMedia {
  /** The id that it gets unless the account has the same image already. */
  readonly id: string;
  readonly accountId: string;
  readonly image: Image;
  /** Of the bytes as they were sent. */
  readonly sha256: string;
}

/**
 * Keeps an image that its account has room for. The same bytes of the same account are one image, however often they are
 * sent and by however many at once.
 */
export async function keepMedia(deps: QuotaDeps & Pick<ApiDeps, 'orm'>, media: NewMedia): Promise<MediaRow> {
  const { accountId, image } = media;
  const wanted = { images: 1, image_megabytes: image.content.length / 1e6 };
  return inTransaction(deps.orm, async (em) => {
    const problem = await findNoRoom(deps, { em }, { accountId }, wanted);
    if (problem && !(await isKept({ em }, media))) throw problem;
    return insertMedia(em, media);
  });
}

/** What is there already needs no room. */
async function isKept({ em }: SqlReader, { accountId, sha256 }: NewMedia): Promise<boolean> {
  const hash = Buffer.from(sha256, 'hex');
  const kept: unknown[] = await em.execute('select 1 from media where account_id = ? and sha256 = ?', [
    accountId,
    hash,
  ]);
  return kept.length > 0;
}

async function insertMedia(
  em: EntityManager,
  { id, accountId, image: { type, content }, sha256 }: NewMedia,
): Promise<MediaRow> {
  const values = { id, account_id: accountId, content_type: type, bytes: content.length, content };
  const row: unknown = await mediaTable(em)
    .insertInto('media')
    .values({ ...values, sha256: Buffer.from(sha256, 'hex'), encoding: IMAGE_ENCODING })
    .onConflict((same) =>
      same.columns(['account_id', 'sha256']).doUpdateSet((with_) => ({ uploaded_at: with_.fn<Date>('now') })),
    )
    .returning(['id', 'account_id as accountId', 'content_type as contentType', 'bytes', 'created_at as createdAt'])
    .executeTakeFirst();
  if (!row) throw new Error('an image was written and is not there');
  return row as MediaRow;
}

/** Deletes an image, or throws a 409 while anything refers to it. */
export async function dropMedia({ orm }: Pick<ApiDeps, 'orm'>, id: string): Promise<void> {
  try {
    await orm.em.execute('delete from media where id = ?', [id]);
  } catch (cause) {
    if (sqlStateOf(cause) !== FOREIGN_KEY_VIOLATION) throw cause;
    throw new Problem('conflict', 'the image is part of a request, of a message or of something else that stands', {
      cause,
    });
  }
}
