import type { Coordinates } from '#domain/matching/distance.ts';

/** A part of a city, with a point in the middle of it. */
export interface Neighborhood extends Coordinates {
  readonly name: string;
}

/** A city where providers work, and the clock that they keep. */
export interface City extends Coordinates {
  readonly name: string;
  readonly state: string;
  readonly zip: string;
  readonly areaCode: string;
  readonly timezone: string;
  readonly neighborhoods: readonly Neighborhood[];
}

/** The part of New York that the demo plays in. */
export const BROOKLYN: Neighborhood = { name: 'Brooklyn', lat: 40.6782, lng: -73.9442 };

export const NEW_YORK: City = {
  name: 'New York',
  state: 'NY',
  zip: '100',
  areaCode: '212',
  timezone: 'America/New_York',
  lat: 40.7128,
  lng: -74.006,
  neighborhoods: [
    BROOKLYN,
    { name: 'Williamsburg', lat: 40.7081, lng: -73.9571 },
    { name: 'Park Slope', lat: 40.6721, lng: -73.9772 },
    { name: 'Harlem', lat: 40.8116, lng: -73.9465 },
    { name: 'Chelsea', lat: 40.7465, lng: -74.0014 },
    { name: 'Astoria', lat: 40.7644, lng: -73.9235 },
  ],
};

/** Every city of the seeds: three of them, in three time zones. */
export const CITIES: readonly City[] = [
  NEW_YORK,
  {
    name: 'Chicago',
    state: 'IL',
    zip: '606',
    areaCode: '312',
    timezone: 'America/Chicago',
    lat: 41.8781,
    lng: -87.6298,
    neighborhoods: [
      { name: 'Wicker Park', lat: 41.9088, lng: -87.6796 },
      { name: 'Logan Square', lat: 41.9231, lng: -87.7093 },
      { name: 'Hyde Park', lat: 41.7943, lng: -87.5907 },
      { name: 'Pilsen', lat: 41.8565, lng: -87.6561 },
      { name: 'Lincoln Park', lat: 41.9214, lng: -87.6513 },
    ],
  },
  {
    name: 'Los Angeles',
    state: 'CA',
    zip: '900',
    areaCode: '213',
    timezone: 'America/Los_Angeles',
    lat: 34.0522,
    lng: -118.2437,
    neighborhoods: [
      { name: 'Silver Lake', lat: 34.0869, lng: -118.2702 },
      { name: 'Echo Park', lat: 34.0782, lng: -118.2606 },
      { name: 'Venice', lat: 33.985, lng: -118.4695 },
      { name: 'Koreatown', lat: 34.0618, lng: -118.3004 },
      { name: 'Highland Park', lat: 34.1155, lng: -118.1843 },
    ],
  },
];
