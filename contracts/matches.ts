import { z } from 'zod';
import { MATCH_FACTORS, REJECTION_REASONS } from '#domain/matching/types.ts';
import { DistanceKm, Instant } from './common.ts';
import { MATCHES_EXAMPLE } from './examples.ts';
import { ProviderId } from './ids.ts';

const scores = Object.fromEntries(MATCH_FACTORS.map((factor) => [factor, z.number().min(0).max(1)])) as Record<
  (typeof MATCH_FACTORS)[number],
  z.ZodNumber
>;

/** How the providers who know of a request were chosen. Who was rejected is named to operators only. */
export const Matches = z
  .strictObject({
    waves: z.int().nonnegative(),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'Send it as `cursor` to get the next page of `items`; null on the last one.' }),
    items: z.array(
      z.strictObject({
        providerId: ProviderId,
        name: z.string(),
        rank: z.int().positive(),
        wave: z.int().positive(),
        score: z.number().min(0).max(1),
        factors: z.strictObject(scores),
        distanceKm: DistanceKm.nullable(),
        leadAt: Instant,
      }),
    ),
    rejections: z.array(
      z.strictObject({
        reason: z.enum(REJECTION_REASONS),
        count: z.int().positive(),
        providerIds: z.array(ProviderId).optional().meta({ description: 'Operators only.' }),
      }),
    ),
  })
  .meta({ id: 'Matches', examples: [MATCHES_EXAMPLE] });
