import { defineEntity, p } from '@mikro-orm/core';
import { SERVICE_TYPE_NAMES } from '#domain/catalog.ts';
import { Enrollment } from './enrollment.entity.ts';
import { Media } from './media.entity.ts';

/** A photo that shows the work of one service of an enrollment, and its place among the others. */
export const EnrollmentPhotoSchema = defineEntity({
  name: 'EnrollmentPhoto',
  tableName: 'enrollment_photos',
  uniques: [{ properties: ['enrollment', 'media'] }],
  indexes: [{ properties: ['media'] }],
  properties: {
    enrollment: () => p.manyToOne(Enrollment).primary().deleteRule('cascade'),
    displayOrder: p.smallint().primary(),
    media: () => p.manyToOne(Media).deferMode('deferred'),
    serviceType: p.enum(SERVICE_TYPE_NAMES),
  },
});
export class EnrollmentPhoto extends EnrollmentPhotoSchema.class {}
EnrollmentPhotoSchema.setClass(EnrollmentPhoto);
