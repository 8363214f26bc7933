import { defineEntity, p } from '@mikro-orm/core';
import { IMAGE_TYPES } from '#domain/images.ts';
import { Account } from './account.entity.ts';

/**
 * An image of somebody, with its bytes: it goes with its account, in the same transaction. The same bytes of one account are
 * one image. Whatever refers to it does so by a foreign key, so that it cannot go before.
 */
export const MediaSchema = defineEntity({
  name: 'Media',
  tableName: 'media',
  uniques: [{ properties: ['account', 'sha256'] }],
  indexes: [{ properties: ['uploadedAt'] }],
  properties: {
    id: p.uuid().primary(),
    account: () => p.manyToOne(Account).deleteRule('cascade'),
    /** What it is by its content. */
    contentType: p.enum(IMAGE_TYPES),
    bytes: p.integer(),
    /** Of the bytes as they were sent. */
    sha256: p.blob(),
    content: p.blob().lazy(),
    /** Which version of the encoder has written the content; 0 for bytes that are stored as they were sent. */
    encoding: p.integer().default(0),
    /** When it was sent last. An image that nothing refers to is kept for some days from then on. */
    uploadedAt: p.datetime(3).defaultRaw('now()'),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class Media extends MediaSchema.class {}
MediaSchema.setClass(Media);
