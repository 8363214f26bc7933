import { z } from 'zod';
import { categoryOf, findService } from '#domain/catalog.ts';
import { REQUEST_STATUSES } from '#domain/lifecycles/request.ts';
import { SIDES } from '#domain/lifecycles/transitions.ts';
import { FLEXIBILITIES, TIMES_OF_DAY, URGENCIES } from '#domain/preferences.ts';
import { Category, ServiceType } from './catalog.ts';
import { CurrencyCode, DistanceKm, Instant, LocalDate, RadiusKm, WHEN_SOUND, withBothCoordinates } from './common.ts';
import { CREATE_REQUEST_EXAMPLE, EDIT_REQUEST_EXAMPLE, REQUEST_EXAMPLE } from './examples.ts';
import { AccountId, BookingId, LinksWithWorkflow, MediaId, OfferId, ProviderId, RequestId } from './ids.ts';
import { MediaIds } from './media.ts';
import { pageOf, PageQuery } from './page.ts';
import { PlaceInput } from './places.ts';
import { textOf } from './text.ts';

export const RequestStatus = z.enum(REQUEST_STATUSES).meta({ id: 'RequestStatus' });

/** What is asked for has names in the document, so that generated clients have types for it. */
const Requirements = z
  .strictObject({
    specializations: z.array(textOf(60)).max(10).default([]),
    description: textOf(2000, 0).default(''),
  })
  .meta({ id: 'RequestRequirementsInput' });

const Location = withBothCoordinates(PlaceInput.extend({ maxDistanceKm: RadiusKm.default(15) })).meta({
  id: 'RequestLocationInput',
});

const Timing = z
  .strictObject({
    urgency: z.enum(URGENCIES),
    preferredDates: z
      .array(LocalDate)
      .max(14)
      .default([])
      .meta({ description: 'With urgency specific_date, at least one that is not yet over everywhere on earth.' }),
    preferredTimes: z.array(z.enum(TIMES_OF_DAY)).max(3).default([]),
    flexibility: z.enum(FLEXIBILITIES).nullable().optional(),
  })
  .refine(({ urgency, preferredDates }) => urgency !== 'specific_date' || preferredDates.length > 0, {
    error: 'must name at least one date when urgency is specific_date',
    path: ['preferredDates'],
    ...WHEN_SOUND,
  })
  .meta({
    id: 'RequestTimingInput',
    description: 'When the work is to be done. The urgency `specific_date` needs at least one preferred date.',
  });

const amount = z.int().nonnegative().max(100_000_000);
const Budget = z
  .strictObject({
    min: amount.default(0),
    max: amount,
    currency: CurrencyCode.default('USD'),
    flexibility: z.enum(FLEXIBILITIES).default('somewhat_flexible'),
  })
  .refine(({ min, max }) => min <= max, { error: 'must not be less than min', path: ['max'], ...WHEN_SOUND })
  .meta({
    id: 'RequestBudgetInput',
    description: 'What the consumer is ready to pay, in minor units; `max` is not less than `min`.',
  });

const draft = {
  category: Category,
  serviceType: ServiceType,
  requirements: Requirements.prefault({}),
  location: Location,
  timing: Timing.default({ urgency: 'flexible', preferredDates: [], preferredTimes: [] }),
  budget: Budget.nullable().optional(),
  media: MediaIds.optional(),
};

const inCategory = (request: { category?: string | undefined; serviceType?: string | undefined }): boolean => {
  const service = request.serviceType === undefined ? undefined : findService(request.serviceType);
  return !service || request.category === undefined || categoryOf(service.name) === request.category;
};

export const CreateRequest = z
  .strictObject({
    rawInput: textOf(2000, 0).default('').meta({ description: 'What the consumer said, in their words.' }),
    ...draft,
  })
  .refine(inCategory, { error: 'is not a service of that category', path: ['serviceType'], ...WHEN_SOUND })
  .meta({
    id: 'CreateRequest',
    description: 'What is asked for. `serviceType` names a service of `category`, as the catalog has them.',
    examples: [CREATE_REQUEST_EXAMPLE],
  });

/** What is absent stays as it was; an object that is given replaces the whole of it. */
export const EditRequest = z
  .strictObject({
    category: Category.optional(),
    serviceType: ServiceType.optional(),
    requirements: Requirements.optional(),
    location: Location.optional(),
    timing: Timing.optional(),
    budget: Budget.nullable().optional(),
    media: MediaIds.optional(),
  })
  .refine((edit) => Object.values(edit).some((value) => value !== undefined), {
    error: 'must change something',
    ...WHEN_SOUND,
  })
  .refine((edit) => (edit.category === undefined) === (edit.serviceType === undefined), {
    error: 'changes together with category, never alone',
    path: ['serviceType'],
    ...WHEN_SOUND,
  })
  .refine(inCategory, { error: 'is not a service of that category', path: ['serviceType'], ...WHEN_SOUND })
  .meta({
    id: 'EditRequest',
    description: 'What changes: at least one field. `category` and `serviceType` change together and fit each other.',
    minProperties: 1,
    dependentRequired: { category: ['serviceType'], serviceType: ['category'] },
    examples: [EDIT_REQUEST_EXAMPLE],
  });

export const CancelWithReason = z
  .strictObject({ reason: textOf(500, 3) })
  .meta({ id: 'CancelWithReason', examples: [{ reason: 'My plans have changed.' }] });

export const StatusChange = z
  .strictObject({ status: z.string(), at: Instant, note: z.string().nullable(), actor: z.enum(SIDES) })
  .meta({ id: 'StatusChange' });

const requestFields = {
  id: RequestId,
  rawInput: z.string(),
  category: Category,
  serviceType: ServiceType,
  requirements: z
    .strictObject({ specializations: z.array(z.string()), description: z.string() })
    .meta({ id: 'RequestRequirements' }),
  location: z
    .strictObject({
      city: z.string(),
      neighborhood: z.string().nullable(),
      lat: z.number().nullable(),
      lng: z.number().nullable(),
      maxDistanceKm: z.number(),
    })
    .meta({ id: 'RequestLocation' }),
  timing: z
    .strictObject({
      urgency: z.enum(URGENCIES),
      preferredDates: z.array(z.string()),
      preferredTimes: z.array(z.enum(TIMES_OF_DAY)),
      flexibility: z.enum(FLEXIBILITIES).nullable(),
    })
    .meta({ id: 'RequestTiming' }),
  budget: z
    .strictObject({ min: z.int(), max: z.int(), currency: CurrencyCode, flexibility: z.enum(FLEXIBILITIES) })
    .meta({ id: 'RequestBudget' })
    .nullable(),
  status: RequestStatus,
  media: z.array(MediaId).meta({ description: 'Its images, in order.' }),
  expiresAt: Instant,
  createdAt: Instant,
};

export const RequestAction = z.enum(['edit', 'cancel']);

/** A service request as its consumer and operators see it. */
export const ServiceRequest = z
  .strictObject({
    ...requestFields,
    consumerId: AccountId,
    statusHistory: z
      .array(StatusChange)
      .meta({ description: 'The last 50 changes, oldest first; all of them are in the timeline.' }),
    matchedProviders: z.array(ProviderId).meta({
      description:
        'The best 50 of the providers who know of it, best first; `GET /v1/requests/{id}/matches` has them all.',
    }),
    selectedOfferId: OfferId.nullable(),
    bookingId: BookingId.nullable(),
    openOffers: z.int().nonnegative(),
    allowedActions: z.array(RequestAction),
    links: LinksWithWorkflow,
  })
  .meta({ id: 'ServiceRequest', examples: [REQUEST_EXAMPLE] });
export const ServiceRequestPage = pageOf(ServiceRequest, 'ServiceRequestPage');
export const ServiceRequestQuery = PageQuery.extend({
  status: RequestStatus.optional().meta({ description: 'Only requests that stand there now.' }),
});

/** A request as a provider who was told of it sees it: what is asked for, and nothing of who asks. */
export const Lead = z
  .strictObject({
    requestId: RequestId,
    category: Category,
    serviceType: ServiceType,
    requirements: requestFields.requirements,
    location: z.strictObject({
      city: z.string(),
      neighborhood: z.string().nullable(),
      distanceKm: DistanceKm.nullable(),
    }),
    timing: requestFields.timing,
    budget: requestFields.budget,
    media: requestFields.media,
    status: RequestStatus,
    score: z.number(),
    leadAt: Instant,
    expiresAt: Instant,
    ownOfferId: OfferId.nullable().meta({ description: "This provider's newest offer for it." }),
    allowedActions: z.array(z.enum(['submit_offer'])),
  })
  .meta({ id: 'Lead' });
export const LeadPage = pageOf(Lead, 'LeadPage');
