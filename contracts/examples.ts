/** One life of a haircut, told by the examples of the document: the same ids and times wherever it appears. */
const IDS = {
  request: '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d',
  consumer: '01970e3b-11aa-7bcd-8e01-2f3a4b5c6d7e',
  provider: '01970e2f-0a1b-7c2d-8e3f-405162738495',
  service: '01970e2f-0c3d-7e4f-8051-627384950a1b',
  offer: '01970e40-7788-79aa-8bcc-ddeeff001122',
  booking: '01970e58-9abc-7def-8012-3456789abcde',
  event: '7f1d6c1e-52a4-5d0b-9a77-0c2f1be6a9d3',
} as const;

const SLOT = { start: '2026-03-03T09:00:00.000Z', end: '2026-03-03T10:00:00.000Z' };
const LATER_SLOT = { start: '2026-03-03T14:00:00.000Z', end: '2026-03-03T15:00:00.000Z' };
const PRICE = { amount: 4500, currency: 'USD' };
const POLICY = { freeUntilHours: 24, feeUntilHours: 2, feePercent: 50 };
const TIMING = { urgency: 'flexible', preferredDates: [], preferredTimes: ['morning'] }; // no date, so that it can be sent for ever
const BUDGET = { min: 3000, max: 6000, currency: 'USD', flexibility: 'somewhat_flexible' };
const REQUIREMENTS = { specializations: ['curly_hair'], description: 'Shoulder length, keep the curls.' };

/** What the consumer sends. */
export const CREATE_REQUEST_EXAMPLE = {
  rawInput: 'I need a haircut, best in the morning, around 50 dollars',
  category: 'hair_beauty',
  serviceType: 'haircut',
  requirements: REQUIREMENTS,
  location: { city: 'Austin', lat: 30.2672, lng: -97.7431, maxDistanceKm: 15 },
  timing: TIMING,
  budget: BUDGET,
};

/** The budget is raised; the rest stays. */
export const EDIT_REQUEST_EXAMPLE = { budget: { ...BUDGET, max: 7000 } };

/** The request as its consumer sees it while it is matched. */
export const REQUEST_EXAMPLE = {
  id: IDS.request,
  consumerId: IDS.consumer,
  rawInput: CREATE_REQUEST_EXAMPLE.rawInput,
  category: 'hair_beauty',
  serviceType: 'haircut',
  requirements: REQUIREMENTS,
  location: { city: 'Austin', neighborhood: null, lat: 30.2672, lng: -97.7431, maxDistanceKm: 15 },
  timing: { ...TIMING, flexibility: null },
  budget: BUDGET,
  status: 'matching',
  statusHistory: [
    { status: 'pending', at: '2026-03-01T12:00:00.000Z', note: null, actor: 'consumer' },
    { status: 'matching', at: '2026-03-01T12:00:00.080Z', note: null, actor: 'system' },
  ],
  matchedProviders: [IDS.provider],
  selectedOfferId: null,
  bookingId: null,
  openOffers: 0,
  media: [],
  expiresAt: '2026-03-08T12:00:00.000Z',
  createdAt: '2026-03-01T12:00:00.000Z',
  allowedActions: ['edit', 'cancel'],
  links: { self: `/v1/requests/${IDS.request}`, timeline: `/v1/requests/${IDS.request}/timeline` },
};

/** Who was told of it, and why others were not. */
export const MATCHES_EXAMPLE = {
  waves: 1,
  items: [
    {
      providerId: IDS.provider,
      name: 'Curl Corner',
      rank: 1,
      wave: 1,
      score: 0.87,
      factors: { specialization: 1, location: 0.82, availability: 0.9, price: 0.75, rating: 0.8, responseRate: 0.7 },
      distanceKm: 3,
      leadAt: '2026-03-01T12:00:00.140Z',
    },
  ],
  nextCursor: null,
  rejections: [{ reason: 'no_free_slot', count: 3 }],
};

/** Its first event. */
export const TIMELINE_EVENT_EXAMPLE = {
  id: IDS.event,
  at: '2026-03-01T12:00:00.000Z',
  aggregate: 'request',
  aggregateId: IDS.request,
  type: 'request.created',
  from: null,
  to: 'pending',
  actor: 'consumer',
  note: null,
  repeated: 1,
};

/** What a provider sends. */
export const SUBMIT_OFFER_EXAMPLE = {
  serviceId: IDS.service,
  availableSlots: [SLOT, LATER_SLOT],
  price: PRICE,
  message: 'I cut curls dry; it takes an hour.',
};

/** The offer as the consumer sees it while it is open. */
export const OFFER_EXAMPLE = {
  id: IDS.offer,
  requestId: IDS.request,
  providerId: IDS.provider,
  serviceId: IDS.service,
  serviceName: 'Curly cut',
  availableSlots: [SLOT, LATER_SLOT],
  timezone: 'America/Chicago',
  price: PRICE,
  policy: POLICY,
  priceNotes: null,
  message: SUBMIT_OFFER_EXAMPLE.message,
  providerSnapshot: { name: 'Curl Corner', rating: 4.7, reviewCount: 31, portfolioSamples: [] },
  expiresAt: '2026-03-02T12:30:00.000Z',
  revision: 1,
  status: 'pending',
  bookingId: null,
  allowedActions: ['accept', 'decline'],
  createdAt: '2026-03-01T12:30:00.000Z',
};

/** The first slot of the revision that was seen. */
export const ACCEPT_OFFER_EXAMPLE = { revision: 1, slot: SLOT };

/** The offer after the consumer has declined it. */
export const CLOSED_OFFER_EXAMPLE = { ...OFFER_EXAMPLE, status: 'declined', allowedActions: [] };

/** The booking as its consumer sees it before it begins. */
export const BOOKING_EXAMPLE = {
  id: IDS.booking,
  requestId: IDS.request,
  offerId: IDS.offer,
  providerId: IDS.provider,
  consumerId: IDS.consumer,
  serviceId: IDS.service,
  serviceName: 'Curly cut',
  scheduledStart: SLOT.start,
  scheduledEnd: SLOT.end,
  timezone: 'America/Chicago',
  location: { type: 'provider_location', address: '12 Example Street, Austin', instructions: null },
  price: PRICE,
  provider: { name: 'Curl Corner', email: 'curl.corner@example.com', phone: '+1 512 555 0100' },
  consumer: { name: 'Ada Example', email: 'ada@example.com', phone: null },
  cancellation: null,
  completion: null,
  policy: POLICY,
  status: 'confirmed',
  allowedActions: ['cancel'],
  links: { self: `/v1/bookings/${IDS.booking}`, timeline: `/v1/bookings/${IDS.booking}/timeline` },
  createdAt: '2026-03-01T13:00:00.000Z',
};

/** What the provider reports; the agreed price stands. */
export const COMPLETE_BOOKING_EXAMPLE = { actualDurationMinutes: 55, notes: 'Went well.' };
