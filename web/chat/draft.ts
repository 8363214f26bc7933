import type { DraftKind } from '#domain/chat.ts';
import type { Schema } from '#web/api/client.ts';

/** Something that the agent has prepared. */
export type Draft = Schema<'ChatDraft'>;
export type DraftChanges = Schema<'DraftChanges'>;
export type DecisionType = Schema<'SendMessage'>['action'] extends (infer Action) | undefined
  ? Action extends { type: infer Type }
    ? Type
    : never
  : never;

export type RequestBody = Partial<Schema<'EditRequest'>>;
export type OfferBody = Partial<Schema<'SubmitOffer'>>;
export type AcceptBody = Partial<Schema<'AcceptOffer'>>;
export type ReviewBody = Partial<Schema<'SubmitReview'>>;
export type HoursBody = Partial<Schema<'UpdateAvailability'>>;
export type EnrollmentBody = Partial<Schema<'EditEnrollment'>>;
type EnrolledService = NonNullable<EnrollmentBody['services']>[number];

/** What a request is about, as it stood when its change was prepared. */
export interface AboutRequest {
  readonly serviceType?: string;
  readonly requirements?: RequestBody['requirements'];
  readonly city?: string;
  readonly neighborhood?: string | null;
  readonly timing?: RequestBody['timing'];
  readonly budget?: RequestBody['budget'];
  /** Of the provider who offers for it. */
  readonly timezone?: string;
}
export interface AboutBooking {
  readonly provider?: string;
  readonly serviceName?: string;
  readonly price?: Schema<'Money'>;
  readonly timezone?: string;
  readonly scheduledStart?: string;
}
export interface AboutEnrollment {
  readonly services?: readonly EnrolledService[];
  readonly needsVerification?: boolean;
  readonly missing?: readonly Schema<'MissingInEnrollment'>[];
}

/** The body and the subject of each kind of draft; the API leaves their types open. */
export interface DraftParts {
  create_service_request: [RequestBody & { rawInput?: string }, AboutRequest];
  update_request_details: [RequestBody, AboutRequest];
  accept_offer: [AcceptBody, AboutBooking];
  cancel_request: [{ reason?: string }, AboutRequest];
  submit_offer: [OfferBody, AboutRequest];
  submit_review: [ReviewBody, AboutBooking];
  update_enrollment: [EnrollmentBody, AboutEnrollment];
  submit_enrollment: [{ revision?: number }, AboutEnrollment];
  update_availability: [HoursBody, { readonly today?: string }];
}

/** A draft with the types of its kind. */
export type DraftOf<Kind extends DraftKind> = Omit<Draft, 'kind' | 'body' | 'about'> & {
  readonly kind: Kind;
  readonly body: DraftParts[Kind][0];
  readonly about: DraftParts[Kind][1];
};

/** A part of the product where kinds of drafts differ. */
export type ByKind<Result> = { readonly [Kind in DraftKind]: (draft: DraftOf<Kind>) => Result };

/** Asks the one of a table that is for the kind of this draft. */
export function forKind<Result>(table: ByKind<Result>, draft: Draft): Result {
  return (table[draft.kind] as (draft: unknown) => Result)(draft);
}
