/** A place on the globe in degrees. */
export interface Coordinates {
  lat: number;
  lng: number;
}

/** The earth radius of PostgreSQL's `earthdistance`, so that a distance found in SQL and one computed here agree. */
export const EARTH_RADIUS_KM = 6378.168;

const RADIANS = Math.PI / 180;

/** The great-circle distance in kilometres: the same both ways, zero for one place, half the circumference at most. */
export function distanceKm(a: Coordinates, b: Coordinates): number {
  const sinLat = Math.sin(((b.lat - a.lat) * RADIANS) / 2);
  const sinLng = Math.sin(((b.lng - a.lng) * RADIANS) / 2);
  const haversine = sinLat ** 2 + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * sinLng ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine))); // rounding may pass 1 at the antipode
}
