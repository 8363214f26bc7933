import { isOwnRequest } from '#domain/own-request.ts';
import { distanceKm } from './distance.ts';
import type { MatchPlace, MatchProvider, MatchRequest, RejectionReason } from './types.ts';

/** The distance between two places, `null` when either has no coordinates. */
export function placeDistanceKm(a: MatchPlace, b: MatchPlace): number | null {
  if (a.lat == null || a.lng == null || b.lat == null || b.lng == null) return null;
  return distanceKm({ lat: a.lat, lng: a.lng }, { lat: b.lat, lng: b.lng });
}

/** City names are one when they differ only in case and in the space around them. */
export function isSameCity(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
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
