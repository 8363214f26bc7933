import { isOwnRequest } from '#domain/own-request.ts';
import { textKey } from '#domain/text-key.ts';
import { areaOf } from './area.ts';
import { distanceKm } from './distance.ts';
import type { MatchPlace, MatchProvider, MatchRequest, RejectionReason } from './types.ts';

/** The distance between the areas of two places, `null` when either has no coordinates; nothing else ever measures one. */
export function placeDistanceKm(a: MatchPlace, b: MatchPlace): number | null {
  if (a.lat == null || a.lng == null || b.lat == null || b.lng == null) return null;
  return distanceKm(areaOf({ lat: a.lat, lng: a.lng }), areaOf({ lat: b.lat, lng: b.lng }));
}

/** City names are one when they have one key: whatever their case, their spaces and the form of their accents. */
export function isSameCity(a: string, b: string): boolean {
  return textKey(a) === textKey(b);
}

/** The first hard reason, short of a full calendar, why the provider cannot serve the request; `null` when none stands. */
export function rejectionOf(
  request: MatchRequest,
  provider: MatchProvider,
): Exclude<RejectionReason, 'no_free_slot'> | null {
  if (provider.status !== 'active') return 'inactive';
  if (isOwnRequest(request.consumerId, provider.accountId)) return 'own_request';
  const inCategory = provider.services.filter(({ category }) => category === request.category);
  if (inCategory.length === 0) return 'category';
  if (!inCategory.some(({ serviceType }) => serviceType === request.serviceType)) return 'service_type';

  const distance = placeDistanceKm(request.location, provider.location);
  if (distance === null) return isSameCity(request.location.city, provider.location.city) ? null : 'other_city';
  if (distance > provider.location.serviceRadiusKm) return 'outside_provider_radius';
  if (distance > request.location.maxDistanceKm) return 'outside_consumer_distance';
  return null;
}
