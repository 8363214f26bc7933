import { z } from 'zod';
import { UpdateAvailability } from '#contracts/availability.ts';
import type { DraftChanges } from '#contracts/chat.ts';
import { EditEnrollment, EnrollmentFields, SubmitEnrollment } from '#contracts/enrollments.ts';
import { AcceptOffer, SubmitOffer } from '#contracts/offers.ts';
import { CancelWithReason, EditRequest } from '#contracts/requests.ts';
import { SubmitReview } from '#contracts/reviews.ts';
import { textOf } from '#contracts/text.ts';
import type { DraftKind } from '#domain/chat.ts';
import { categoryOf, isServiceTypeName } from '#domain/catalog.ts';

/** How a kind of draft is carried out, and what of it may be changed. */
interface DraftRules {
  readonly operationId:
    | 'createRequest'
    | 'editRequest'
    | 'acceptOffer'
    | 'cancelRequest'
    | 'submitOffer'
    | 'submitReview'
    | 'updateAvailability'
    | 'editEnrollment'
    | 'submitEnrollment';
  /** What is done instead where there is nothing yet that it could be about. */
  readonly withoutTarget?: 'createEnrollment';
  /** What it may hold while it is being prepared; the operation itself has the last word on its approval. */
  readonly body: z.ZodType;
  /** Which changes it takes, and under which name of its body. */
  readonly changes: Partial<Readonly<Record<keyof DraftChanges, string>>>;
}

const REQUEST_FIELDS = {
  category: 'category',
  serviceType: 'serviceType',
  requirements: 'requirements',
  location: 'location',
  timing: 'timing',
  budget: 'budget',
  media: 'media',
};

/** For a change that holds several fields of the body, each under its own name. */
const WHOLE_BODY = '*';

/** Every kind of draft. */
const DRAFT_RULES: Readonly<Record<DraftKind, DraftRules>> = {
  create_service_request: {
    operationId: 'createRequest',
    body: z.strictObject({ rawInput: textOf(2_000, 0).optional(), ...EditRequest.shape }),
    changes: REQUEST_FIELDS,
  },
  update_request_details: { operationId: 'editRequest', body: EditRequest, changes: REQUEST_FIELDS },
  accept_offer: { operationId: 'acceptOffer', body: AcceptOffer, changes: { slot: 'slot', place: 'location' } },
  cancel_request: { operationId: 'cancelRequest', body: CancelWithReason, changes: { reason: 'reason' } },
  submit_offer: {
    operationId: 'submitOffer',
    body: SubmitOffer,
    changes: {
      availableSlots: 'availableSlots',
      price: 'price',
      priceNotes: 'priceNotes',
      message: 'message',
      expiresAt: 'expiresAt',
    },
  },
  submit_review: {
    operationId: 'submitReview',
    body: SubmitReview.partial(),
    changes: { rating: 'rating', comment: 'comment', breakdown: 'breakdown' },
  },
  update_enrollment: {
    operationId: 'editEnrollment',
    withoutTarget: 'createEnrollment',
    body: EnrollmentFields.extend({ revision: EditEnrollment.shape.revision.optional() }),
    changes: { enrollment: WHOLE_BODY },
  },
  submit_enrollment: { operationId: 'submitEnrollment', body: SubmitEnrollment, changes: {} },
  update_availability: {
    operationId: 'updateAvailability',
    body: UpdateAvailability,
    changes: {
      timezone: 'timezone',
      schedule: 'schedule',
      exceptions: 'exceptions',
      keepOfferedSlots: 'keepOfferedSlots',
    },
  },
};

/** What carries a draft out. */
export function operationOf(kind: DraftKind, target: string | null): string {
  const { operationId, withoutTarget = operationId } = DRAFT_RULES[kind];
  return target === null ? withoutTarget : operationId;
}

/** A draft's body with changes in it, or what is wrong with them. */
export function changedBody(
  kind: DraftKind,
  body: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, unknown>>,
): { readonly body: Record<string, unknown> } | { readonly wrong: string } {
  const rules = DRAFT_RULES[kind];
  const next: Record<string, unknown> = { ...body };
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const field = rules.changes[name as keyof DraftChanges];
    if (field === undefined) return { wrong: `it has no ${name}` };
    if (field === WHOLE_BODY) Object.assign(next, value);
    else next[field] = value;
  }
  return checkedBody(kind, withCategory(next, 'serviceType' in changes));
}

/** A body that its kind of draft may hold, as the contract reads it. */
export function checkedBody(
  kind: DraftKind,
  body: Record<string, unknown>,
): { readonly body: Record<string, unknown> } | { readonly wrong: string } {
  const parsed = DRAFT_RULES[kind].body.safeParse(body);
  if (parsed.success) return { body: parsed.data as Record<string, unknown> };
  return { wrong: z.prettifyError(parsed.error) };
}

/** A service stands in one category only, so naming it names that. */
export function withCategory(body: Record<string, unknown>, isChanged = true): Record<string, unknown> {
  const { serviceType } = body;
  if (typeof serviceType !== 'string' || !isServiceTypeName(serviceType)) return body;
  return isChanged || body.category === undefined ? { ...body, category: categoryOf(serviceType) } : body;
}
