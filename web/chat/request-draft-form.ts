import { CATALOG_CURRENCY } from '#domain/catalog.ts';
import { NO_REQUEST, toRequestBody, toRequestValues, type RequestValues } from '#web/kit/request-form.ts';
import type { Schema } from '#web/api/client.ts';
import type { AboutRequest, DraftChanges, RequestBody } from './draft.ts';

type ServiceType = Schema<'ServiceType'>;

const ANY_TIME: Schema<'RequestTiming'> = {
  urgency: 'flexible',
  preferredDates: [],
  preferredTimes: [],
  flexibility: null,
};
const ANY_BUDGET: Schema<'RequestBudget'> = {
  min: 0,
  max: 0,
  currency: CATALOG_CURRENCY,
  flexibility: 'somewhat_flexible',
};

/** The form of a request that is not complete yet, or of a change of one: what is not said is as it stands. */
export function requestDraftValues(body: RequestBody, about: AboutRequest = {}): RequestValues {
  const { serviceType = about.serviceType, requirements = about.requirements, timing = about.timing } = body;
  const budget = body.budget === undefined ? about.budget : body.budget;
  const place = body.location ?? { city: about.city ?? '', neighborhood: about.neighborhood ?? null };
  const values = toRequestValues({
    serviceType: (serviceType ?? '') as ServiceType, // a form may have none yet
    requirements: withDefaults({ specializations: [], description: '' }, requirements),
    location: withDefaults({ city: '', neighborhood: null, lat: null, lng: null, maxDistanceKm: 15 }, place),
    timing: withDefaults(ANY_TIME, timing),
    budget: budget ? withDefaults(ANY_BUDGET, budget) : null,
    media: body.media ?? [],
  });
  return serviceType === undefined ? { ...NO_REQUEST, ...values, serviceType: '' } : values;
}

/** What differs from the form as it was opened; nothing when nothing does. Coordinates stay as long as the place does. */
export function requestDraftChanges(values: RequestValues, opened: RequestValues, body: RequestBody): DraftChanges {
  const { category, serviceType, requirements, location, timing, budget } = toRequestBody(values);
  const differs = (name: keyof RequestValues): boolean => JSON.stringify(values[name]) !== JSON.stringify(opened[name]);
  return {
    ...(differs('serviceType') && { category, serviceType }),
    ...((differs('requirements') || differs('serviceType')) && requirements && { requirements }),
    ...(differs('location') && { location: { ...location, ...coordinatesOf(values, opened, body) } }),
    ...(differs('timing') && timing && { timing }),
    ...(differs('budget') && budget !== undefined && { budget }),
  };
}

function coordinatesOf(values: RequestValues, opened: RequestValues, { location }: RequestBody): object {
  const isSamePlace =
    values.location.city === opened.location.city && values.location.neighborhood === opened.location.neighborhood;
  if (!isSamePlace || location?.lat == null || location.lng == null) return {};
  return { lat: location.lat, lng: location.lng };
}

/** What is there in place of the defaults; what is not there overwrites none. */
function withDefaults<Whole extends object>(defaults: Whole, given: object | undefined): Whole {
  const entries = Object.entries(given ?? {}).filter(([, value]) => value !== undefined && value !== null);
  return { ...defaults, ...Object.fromEntries(entries) };
}
