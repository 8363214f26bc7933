/**
 * How somebody stands to a row. `anybody` is everyone who can send a request; the others are named by the rows themselves,
 * and operators are `admin` to every row.
 */
export type Reader =
  | 'anybody'
  | 'self' // whose account, provider, enrollment or unpublished review it is
  | 'partner' // has a booking with them that stands
  | 'former' // had one that was cancelled
  | 'consumer'
  | 'provider'
  | 'ex_consumer' // of a booking that was cancelled
  | 'ex_provider'
  | 'lead_holder'
  | 'admin';

/** Who may read a column. `as` says how a mark is written where the column's form leaves no room for any text or number. */
export interface Classified {
  readonly readers: readonly Reader[];
  /** `false`: its values are so ordinary or so bound to a form that none can be recognised in an answer. */
  readonly as?: false | ((mark: { readonly text: string; readonly share: number }) => unknown);
}

const seen = (...readers: readonly Reader[]): Classified => ({ readers });
const never: Classified = { readers: [] };
const everybody = seen('anybody');
/** Bound to a form; what is said of its readers is held by the tests of its slice. */
const formed = (...readers: readonly Reader[]): Classified => ({ readers, as: false });

/** An id that no row has. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

const APPLICATION = ['self', 'admin'] as const;
const REQUEST = ['consumer', 'admin'] as const;
const LEAD = ['consumer', 'lead_holder', 'admin'] as const;
/** The consumer has uploaded it; the others are shown a request that names it. */
const IMAGE = ['consumer', 'lead_holder', 'admin'] as const;
const OFFER = ['consumer', 'provider', 'admin'] as const;
const BOOKING = ['consumer', 'provider', 'ex_consumer', 'ex_provider', 'admin'] as const;
const STANDING = ['consumer', 'provider', 'admin'] as const;

/** Each column of each entity that can hold a text, a number or JSON, and the ids that are no secret to parties only. */
export const COLUMNS: Readonly<Record<string, Readonly<Record<string, Classified>>>> = {
  Account: {
    id: seen('self', 'partner', 'former', 'admin'),
    email: seen('self', 'partner', 'admin'),
    name: seen('self', 'partner', 'former', 'admin'),
    passwordHash: never,
    roles: formed('self'),
  },
  RefreshToken: { tokenHash: never },
  Registration: { email: never, name: never, passwordHash: never },
  ExternalIdentity: { issuer: never, subject: never },
  MailClaim: { mailbox: never, domain: never },
  Provider: {
    name: everybody,
    businessName: everybody,
    bio: everybody,
    yearsExperience: everybody,
    email: seen('self', 'partner', 'admin'),
    phone: seen('self', 'partner', 'admin'),
    address: seen('self'),
    city: everybody,
    neighborhood: everybody,
    lat: never,
    lng: never,
    areaLat: never,
    areaLng: never,
    cityKey: never,
    specializationKeys: never,
    serviceRadiusKm: everybody,
    specializations: everybody,
    timezone: formed('anybody'),
    schedule: formed('self'),
    exceptions: formed('self'),
    availabilityRevision: seen('self'),
    minNoticeHours: seen('self'),
    maxBookingsPerDay: seen('self'),
    bufferMinutes: seen('self'),
    rating: everybody,
    reviewCount: everybody,
    reviewerCount: formed('anybody'),
    completedBookings: everybody,
    responseRate: everybody,
    averageResponseHours: everybody,
  },
  ProviderService: {
    name: everybody,
    description: everybody,
    durationMinutes: everybody,
    priceMin: everybody,
    priceMax: everybody,
    cityKey: never,
    lat: never,
    lng: never,
    serviceRadiusKm: never,
    specializationKeys: never,
    rating: never,
    responseRate: never,
  },
  ServiceRequest: {
    id: seen(...LEAD),
    rawInput: seen(...REQUEST),
    specializations: seen(...LEAD),
    description: seen(...LEAD),
    city: seen(...LEAD),
    neighborhood: seen(...LEAD),
    lat: seen(...REQUEST),
    lng: seen(...REQUEST),
    maxDistanceKm: seen(...REQUEST),
    preferredDates: seen(...LEAD),
    preferredTimes: formed(...LEAD),
    budgetMin: seen(...LEAD),
    budgetMax: seen(...LEAD),
    wave: seen(...REQUEST),
  },
  Media: { id: seen(...IMAGE), bytes: seen(...IMAGE), encoding: never },
  RequestMatch: {
    rank: seen(...REQUEST),
    wave: seen(...REQUEST),
    // Told in round numbers, so that nobody is found by them (domain/matching/area.test.ts).
    score: formed('consumer', 'provider', 'admin'),
    factors: formed(...REQUEST),
    distanceKm: formed('consumer', 'provider', 'admin'),
  },
  Offer: {
    id: seen(...OFFER),
    serviceName: seen(...OFFER),
    slots: formed(...OFFER),
    timezone: formed(...OFFER),
    priceAmount: seen(...OFFER),
    priceNotes: seen(...OFFER),
    message: seen(...OFFER),
    providerSnapshot: {
      readers: OFFER,
      as: ({ text }) => ({ name: text, rating: null, reviewCount: 0, portfolioSamples: [] }),
    },
    revision: seen(...OFFER),
  },
  Booking: {
    id: seen(...BOOKING),
    timezone: formed(...BOOKING),
    locationAddress: seen(...STANDING),
    locationInstructions: seen(...STANDING),
    priceAmount: seen(...BOOKING),
    policy: formed(...BOOKING),
    cancelReason: seen('ex_consumer', 'ex_provider', 'admin'),
    cancelFee: seen('ex_consumer', 'ex_provider', 'admin'),
    actualDurationMinutes: seen(...STANDING),
    finalPriceAmount: seen(...STANDING),
    completionNotes: seen(...STANDING),
  },
  Enrollment: {
    id: seen(...APPLICATION),
    fullName: seen(...APPLICATION),
    businessName: seen(...APPLICATION),
    bio: seen(...APPLICATION),
    yearsExperience: seen(...APPLICATION),
    email: seen(...APPLICATION),
    phone: seen(...APPLICATION),
    address: seen(...APPLICATION),
    city: seen(...APPLICATION),
    neighborhood: seen(...APPLICATION),
    lat: seen(...APPLICATION),
    lng: seen(...APPLICATION),
    serviceRadiusKm: seen(...APPLICATION),
    services: {
      readers: APPLICATION,
      as: ({ text }) => [
        {
          serviceType: 'leak_repair',
          name: null,
          description: '',
          durationMinutes: 60,
          price: null,
          licenseNumber: text,
        },
      ],
    },
    specializations: seen(...APPLICATION),
    timezone: seen(...APPLICATION),
    schedule: formed(...APPLICATION),
    revision: seen(...APPLICATION),
    submissions: never,
    reminders: never,
    rejectionReason: seen(...APPLICATION),
  },
  Review: {
    rating: formed('anybody'),
    comment: seen('anybody', 'self'),
    quality: formed('anybody'),
    punctuality: formed('anybody'),
    communication: formed('anybody'),
    value: formed('anybody'),
    response: seen('anybody', 'self'),
  },
  Event: {
    type: seen('consumer', 'provider', 'admin'),
    fromStatus: seen('consumer', 'provider', 'admin'),
    toStatus: seen('consumer', 'provider', 'admin'),
    note: seen('consumer', 'provider', 'admin'),
    data: never,
  },
  FeedEntry: {
    payload: { readers: ['self'], as: ({ text }) => ({ conversationId: NOBODY, taskId: NOBODY, status: text }) },
  },
  FeedCursor: { lastSeq: never, readUpTo: never },
  WorkflowOutbox: {
    workflowType: never,
    workflowId: never,
    input: never,
    signal: never,
    signalInput: never,
    attributes: never,
    summary: never,
    attempts: never,
    lastError: never,
  },
  CommandPayload: { payload: never },
  IdempotencyKey: {
    operationId: never,
    key: never,
    fingerprint: never,
    answerStatus: never,
    answerHeaders: never,
    answerBody: never,
  },
  Conversation: {
    title: seen('self'),
    lastMessage: seen('self'),
    lastTurn: never,
    earlierCostMicros: never,
  },
  ChatTurn: { seq: never, action: never },
  ChatMessage: { seq: seen('self'), text: seen('self') },
  ChatStep: { text: never, calls: never, results: never, model: never, memory: never },
  ChatDraft: {
    body: seen('self'),
    about: seen('self'),
    revision: seen('self'),
    result: { readers: ['self'], as: false },
  },
  LlmUsage: {
    step: never,
    feature: never,
    model: never,
    outcome: never,
    inputTokens: never,
    outputTokens: never,
    costMicros: never,
    reservedMicros: never,
    durationMs: never,
  },
  LlmGeneration: { generation: never },
  AuditEntry: {
    operationId: seen('admin'),
    resourceType: seen('admin'),
    status: seen('admin'),
    code: seen('admin'),
    reason: seen('admin'),
    ip: seen('admin'),
    userAgent: seen('admin'),
    mailHash: formed('admin'),
    requestId: seen('admin'),
    commandId: never,
    omitted: seen('admin'),
  },
};
