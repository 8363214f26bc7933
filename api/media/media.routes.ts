import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { Problem } from '#api/http/problem.ts';
import { reply, route, type Route } from '#api/http/route.ts';
import { Bytes } from '#api/http/upload.ts';
import { toInstant } from '#contracts/common.ts';
import { MediaId } from '#contracts/ids.ts';
import { Media } from '#contracts/media.ts';
import { IMAGE_TYPES, MAX_IMAGE_BYTES, type ImageType } from '#domain/images.ts';
import { openContent } from './media.content.ts';
import type { MediaRow } from './media.queries.ts';
import { dropMedia, keepMedia, toImage } from './media.writes.ts';

const common = { tags: ['media'], rateClass: 'uploads' } as const;
const ofOne = { ...common, params: z.strictObject({ id: MediaId }) };

/** Images: uploading them, reading them, and taking them back. */
export function mediaRoutes(deps: ApiDeps): Route[] {
  return [...writeRoutes(deps), ...readRoutes(deps)];
}

function writeRoutes(deps: ApiDeps): Route[] {
  return [
    route({
      ...common,
      operationId: 'uploadMedia',
      summary: 'Upload an image',
      description:
        'The body is the image itself, up to 5 MB. What it is, its content decides; what it is declared to be must agree. The ' +
        'same image uploaded again is the same image, with the same id. An image that nothing refers to is deleted seven ' +
        'days after it was uploaded last. The image is decoded and encoded again in its own type, so nothing is stored but ' +
        'its pixels: no place where a photo was taken, no other metadata, no thumbnail. Its orientation is applied and its ' +
        'colours become sRGB; an animated GIF or WebP stays animated. It may have 60 million pixels (all frames together), ' +
        '500 frames, and 10 MB when it is encoded again; `bytes` is that size.',
      method: 'post',
      path: '/v1/media',
      access: 'signed-in',
      idempotency: 'optional',
      bodyLimitBytes: MAX_IMAGE_BYTES,
      inFlight: deps.images.uploads,
      upload: { contentTypes: IMAGE_TYPES, description: 'The bytes of the image.' },
      success: { status: 201, schema: Media, headers: { Location: 'The address of the image.' } },
      problems: ['quota_reached'],
      async handle({ actor, upload, commandId }) {
        const image = await toImage(upload);
        const row = await keepMedia(deps, { id: commandId, accountId: actor.id, image, sha256: upload.sha256 });
        return reply(toMedia(row), { headers: { Location: `/v1/media/${row.id}` } });
      },
    }),
    route({
      ...ofOne,
      operationId: 'deleteMedia',
      summary: 'Delete an image',
      description: 'For whoever has uploaded it, as long as no request, no message and nothing else refers to it.',
      method: 'delete',
      path: '/v1/media/:id',
      access: { owner: 'mediaOwner' },
      idempotency: 'optional',
      success: { status: 204 },
      problems: ['conflict'],
      handle: ({ params: { id } }) => dropMedia(deps, id),
    }),
  ];
}

function readRoutes({ orm, images }: ApiDeps): Route[] {
  const reading = {
    ...ofOne,
    rateClass: 'other',
    method: 'get',
    access: { owner: 'mediaReader' },
    idempotency: 'none',
  } as const;
  return [
    route({
      ...reading,
      operationId: 'getMedia',
      summary: 'Read what an image is',
      description:
        'For whoever has uploaded it, for providers who were told of a request or booked for one that names it, and for operators.',
      path: '/v1/media/:id',
      success: { status: 200, schema: Media },
      problems: [],
      handle: ({ resource: { row } }) => toMedia(row),
    }),
    route({
      ...reading,
      operationId: 'getMediaContent',
      summary: 'Get an image',
      description:
        'The image itself, for the same people. An account may have a few downloads under way at a time; further ones are ' +
        'answered with 429, or with 503 while the process has too many, and can be asked for again after a moment.',
      path: '/v1/media/:id/content',
      rateClass: 'downloads',
      inFlight: images.downloads,
      success: { status: 200, schema: Bytes, contentType: IMAGE_TYPES, headers: CONTENT_HEADERS },
      problems: ['not_found'],
      async handle({ resource: { row } }) {
        const content = await openContent({ orm, images }, row.id);
        if (!content) throw new Problem('not_found', 'there is no such image');
        return reply(content.stream, { headers: headersOf({ ...row, bytes: content.bytes }) });
      },
    }),
  ];
}

const CONTENT_HEADERS = {
  'Cache-Control': 'For the caller alone, and for a day: the content of an image never changes.',
  'Content-Disposition': 'A name to save it under.',
  'Content-Security-Policy': 'Opened by itself it may load and run nothing.',
  Vary: 'What the answer depends on.',
};

/** A file that somebody has uploaded is shown as the image that it is, or not at all. */
function headersOf({ id, contentType, bytes }: MediaRow): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Length': String(bytes),
    'Content-Disposition': `inline; filename="${id}.${EXTENSIONS[contentType]}"`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'Cache-Control': 'private, max-age=86400, immutable',
    Vary: 'Origin, Accept-Encoding, Authorization', // on one machine several people may sign in
  };
}

const EXTENSIONS: Readonly<Record<ImageType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

function toMedia({ id, contentType, bytes, createdAt }: MediaRow): z.input<typeof Media> {
  const self = `/v1/media/${id}`;
  return {
    id,
    contentType,
    bytes,
    createdAt: toInstant(new Date(createdAt)),
    links: { self, content: `${self}/content` },
  };
}
