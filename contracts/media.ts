import { z } from 'zod';
import { IMAGE_TYPES, MAX_IMAGES } from '#domain/images.ts';
import { Instant } from './common.ts';
import { MediaId } from './ids.ts';

const ID = '01970e5a-3c4d-7e5f-8061-728394a5b6c7';

/** One of the types that images may be of. */
export const ImageContentType = z.enum(IMAGE_TYPES).meta({ id: 'ImageContentType' });

/** An image that somebody has uploaded, without its bytes. */
export const Media = z
  .strictObject({
    id: MediaId,
    contentType: ImageContentType.meta({ description: 'What it is by its content.' }),
    bytes: z.int().positive().meta({ description: 'How large it is as it is stored.' }),
    createdAt: Instant,
    links: z.strictObject({ self: z.string(), content: z.string() }),
  })
  .meta({
    id: 'Media',
    examples: [
      {
        id: ID,
        contentType: 'image/jpeg',
        bytes: 248_113,
        createdAt: '2026-03-01T11:57:30.000Z',
        links: { self: `/v1/media/${ID}`, content: `/v1/media/${ID}/content` },
      },
    ],
  });

/** Images by their ids, each once, in the order in which they are shown. Whoever names them must have uploaded them. */
export const MediaIds = z
  .array(MediaId)
  .max(MAX_IMAGES)
  .refine((ids) => new Set(ids.map((id) => id.toLowerCase())).size === ids.length, 'names an image twice')
  .meta({ uniqueItems: true, description: 'Images that you have uploaded, each once.' });
