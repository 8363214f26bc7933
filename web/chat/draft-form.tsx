import { AcceptEdit } from './accept-edit.tsx';
import type { Draft, DraftOf } from './draft.ts';
import { EnrollmentEdit } from './enrollment-edit.tsx';
import { HoursEdit } from './hours-edit.tsx';
import { OfferEdit } from './offer-edit.tsx';
import { ReasonEdit } from './reason-edit.tsx';
import { RequestEdit } from './request-edit.tsx';
import { ReviewEdit } from './review-edit.tsx';
import type { EditFormProps } from './use-draft-form.ts';

/** The form for the kind of a draft. */
export default function DraftForm({ draft, ...rest }: EditFormProps<Draft>) {
  switch (draft.kind) {
    case 'create_service_request':
    case 'update_request_details':
      return <RequestEdit draft={draft as DraftOf<typeof draft.kind>} {...rest} />;
    case 'accept_offer':
      return <AcceptEdit draft={draft as DraftOf<'accept_offer'>} {...rest} />;
    case 'cancel_request':
      return <ReasonEdit draft={draft as DraftOf<'cancel_request'>} {...rest} />;
    case 'submit_offer':
      return <OfferEdit draft={draft as DraftOf<'submit_offer'>} {...rest} />;
    case 'submit_review':
      return <ReviewEdit draft={draft as DraftOf<'submit_review'>} {...rest} />;
    case 'update_availability':
      return <HoursEdit draft={draft as DraftOf<'update_availability'>} {...rest} />;
    case 'update_enrollment':
      return <EnrollmentEdit draft={draft as DraftOf<'update_enrollment'>} {...rest} />;
    case 'submit_enrollment':
      return null; // it is submitted or not
  }
}
