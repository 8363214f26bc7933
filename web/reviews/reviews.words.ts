import type { ReviewAspect } from '#domain/reviews.ts';

export const ASPECT_WORDS: Record<ReviewAspect, string> = {
  quality: 'Quality',
  punctuality: 'Punctuality',
  communication: 'Communication',
  value: 'Value for money',
};
