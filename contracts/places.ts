import { z } from 'zod';
import { Latitude, Longitude } from './common.ts';
import { textOf } from './text.ts';

/** Where something is, as people write it; whoever takes it adds how far from there, and refuses half a pair of coordinates. */
export const PlaceInput = z.strictObject({
  city: textOf(120),
  neighborhood: textOf(120).nullable().optional(),
  lat: Latitude.nullable().optional(),
  lng: Longitude.nullable().optional(),
});
