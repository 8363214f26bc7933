import type { DraftKind } from './chat.ts';

/** The least that each kind of draft needs before it can be approved; everything else has a default. */
const NEEDED: Readonly<Record<DraftKind, readonly string[]>> = {
  create_service_request: ['serviceType', 'location'],
  update_request_details: [],
  accept_offer: ['revision', 'slot'],
  cancel_request: ['reason'],
  submit_offer: ['serviceId', 'availableSlots', 'price'],
  submit_review: ['bookingId', 'rating', 'comment'],
  update_enrollment: [],
  submit_enrollment: ['revision'],
  update_availability: ['timezone', 'schedule', 'exceptions'],
};

/** What of it a draft does not have yet. */
export function missingIn(kind: DraftKind, body: Readonly<Record<string, unknown>>): string[] {
  return NEEDED[kind].filter((field) => body[field] === undefined || body[field] === null);
}
