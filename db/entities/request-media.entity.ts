import { defineEntity, p } from '@mikro-orm/core';
import { Media } from './media.entity.ts';
import { ServiceRequest } from './service-request.entity.ts';

/** An image of a request, and its place among the others. */
export const RequestMediaSchema = defineEntity({
  name: 'RequestMedia',
  tableName: 'request_media',
  uniques: [{ properties: ['request', 'media'] }],
  indexes: [{ properties: ['media'] }],
  properties: {
    request: () => p.manyToOne(ServiceRequest).primary().deleteRule('cascade'),
    position: p.smallint().primary(),
    /** Looked at when all is done: an account takes its images and what refers to them with it, in any order. */
    media: () => p.manyToOne(Media).deferMode('deferred'),
  },
});
export class RequestMedia extends RequestMediaSchema.class {}
RequestMediaSchema.setClass(RequestMedia);
