import type { Coordinates } from './distance.ts';

/** Nothing that is answered or ordered tells where somebody lives more closely than this. */
export const PRIVACY_RADIUS_KM = 1;

/** The areas that stand for all the places in them: so many in a degree of latitude, about two kilometres each. */
export const AREAS_A_DEGREE = 50;

/** Meridians meet at the poles: from each latitude on, how many times as many degrees of longitude an area has. */
export const AREA_WIDTHS = [
  [0, 1],
  [60, 2],
  [75, 4],
  [83, 100],
  [88, 18_000],
] as const;

const NEXT_TO_POLE = 89.999; // the pole itself would begin an area beyond it

/**
 * The middle of the area that a place lies in. Matching knows of people's places only this: all distances, scores, orders
 * and refusals are the same wherever in the area somebody lives, so no number of questions leads to a door.
 * The triggers of the database do the same sum (`areaSql`), in plain arithmetic that gives the same bits everywhere.
 */
export function areaOf({ lat, lng }: Coordinates): Coordinates {
  const middle = (Math.floor(Math.min(lat, NEXT_TO_POLE) * AREAS_A_DEGREE) + 0.5) / AREAS_A_DEGREE;
  const width = widthAt(Math.abs(middle));
  return { lat: middle, lng: ((Math.floor((lng * AREAS_A_DEGREE) / width) + 0.5) * width) / AREAS_A_DEGREE };
}

/** A distance as people are told of it: whole kilometres, and one for everything nearer. */
export function shownDistanceKm(distanceKm: number): number {
  return Math.max(PRIVACY_RADIUS_KM, Math.round(distanceKm));
}

/** A score from 0 to 1 as people are told of it, in hundredths. */
export function shownScore(score: number): number {
  return Math.round(Math.min(1, Math.max(0, score)) * 100) / 100;
}

function widthAt(latitude: number): number {
  return AREA_WIDTHS.findLast(([from]) => latitude >= from)?.[1] ?? 1;
}
