import { defineEntity, p } from '@mikro-orm/core';
import { REVIEW_SIDES } from '#domain/reviews.ts';
import { Account } from './account.entity.ts';
import { Booking } from './booking.entity.ts';
import { Provider } from './provider.entity.ts';

/** What one side of a completed booking says of the other. Only its author sees it before it is published. */
export const ReviewSchema = defineEntity({
  name: 'Review',
  tableName: 'reviews',
  uniques: [{ properties: ['booking', 'side'] }], // one a side, whatever the code above does
  indexes: [
    { properties: ['author', 'createdAt', 'id'] },
    { properties: ['subject', 'createdAt', 'id'] },
    { properties: ['provider', 'side', 'publishedAt', 'id'] },
  ],
  properties: {
    id: p.uuid().primary(),
    booking: () => p.manyToOne(Booking),
    side: p.enum(REVIEW_SIDES),
    author: () => p.manyToOne(Account),
    /** Whom it is about. */
    subject: () => p.manyToOne(Account),
    /** The provider of the booking. What consumers say of it makes its rating. */
    provider: () => p.manyToOne(Provider),
    rating: p.smallint().check('rating >= 1 and rating <= 5'),
    comment: p.text(),
    quality: p.smallint().nullable().check('quality >= 1 and quality <= 5'),
    punctuality: p.smallint().nullable().check('punctuality >= 1 and punctuality <= 5'),
    communication: p.smallint().nullable().check('communication >= 1 and communication <= 5'),
    value: p.smallint().nullable().check('value >= 1 and value <= 5'),
    publishedAt: p.datetime(3).nullable(),
    response: p.text().nullable(),
    respondedAt: p.datetime(3).nullable(),
    createdAt: p.datetime(3).defaultRaw('now()'),
  },
});
export class Review extends ReviewSchema.class {}
ReviewSchema.setClass(Review);
