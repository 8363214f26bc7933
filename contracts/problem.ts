import { z } from 'zod';
import { FieldError } from './field-error.ts';

export { FieldError };

interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What happened and what the caller can do about it; the text of the problem's page. */
  readonly description: string;
}

/** Every problem the API can answer with: the only place that ties a code to its status, title and explanation. */
export const PROBLEMS = {
  malformed_request: {
    status: 400,
    title: 'The request cannot be read',
    description:
      'The body is not valid JSON in UTF-8, or the request breaks the rules of HTTP. Nothing was looked at, nothing was changed. Repair the request before sending it again.',
  },
  validation_failed: {
    status: 400,
    title: 'Some fields are wrong',
    description:
      'At least one field of the path, the query, a header or the body is missing, wrong or unknown. `errors` lists every one of them with its place (`in`, and `path` as a JSON pointer) and what was expected. Fields that are not in the contract are refused, so that a misspelt name is never ignored in silence.',
  },
  invalid_cursor: {
    status: 400,
    title: 'The cursor is not valid',
    description:
      'A cursor must be sent back exactly as `nextCursor` gave it, to the same list. It was changed, was made for another list, or comes from before the signing secret was replaced. Start again without a cursor.',
  },
  confirmation_invalid: {
    status: 400,
    title: 'The confirmation is not valid',
    description:
      'The link was used already, its time is over, it was changed on its way, or the mail address has an account by now. Which of these it is, is not told. Try to sign in; otherwise register again.',
  },
  unauthenticated: {
    status: 401,
    title: 'You are not signed in',
    description:
      'The operation needs a valid access token in `Authorization: Bearer <token>`. It is missing, malformed, expired or signed by an unknown key, or its account is suspended; for a login, the mail address and the password do not match. Get a new access token and try again.',
  },
  forbidden: {
    status: 403,
    title: 'Your role does not allow this',
    description: 'You are signed in, but the operation is for another role. Signing in again changes nothing.',
  },
  not_yours: {
    status: 403,
    title: 'This belongs to somebody else',
    description: 'You are signed in and have the role, but you are not a party to this resource.',
  },
  registration_closed: {
    status: 403,
    title: 'Nobody can register here now',
    description:
      'This installation cannot send the mail that opens an account. Whoever has an account can sign in as usual. Operators: set `PROXIE_SMTP_URL`.',
  },
  login_confirmation_required: {
    status: 403,
    title: 'A mail must confirm that it is you',
    description:
      'Many logins for this mail address have failed lately, so the password was not looked at. A device that has signed in before goes on as usual: send the `deviceToken` of its last session. For any other device, a code is on its way to the mail address, if it has an account; send the code as `deviceToken`. Without either, try again when `Retry-After` is over.',
  },
  not_found: {
    status: 404,
    title: 'There is no such thing',
    description: 'No resource has this address. Check the path and the id in it.',
  },
  method_not_allowed: {
    status: 405,
    title: 'The method is not allowed here',
    description: 'The path exists, but not with this method. The `Allow` header names the methods it has.',
  },
  request_timeout: {
    status: 408,
    title: 'The request took too long to come',
    description:
      'The headers or the body did not arrive in the time that they have. Nothing was done. Send the request again on a new connection.',
  },
  conflict: {
    status: 409,
    title: 'The request contradicts the present state',
    description:
      'What the request asks for cannot be done to the resource as it stands now. Read the resource again; `detail` says what is in the way.',
  },
  idempotency_in_flight: {
    status: 409,
    title: 'The same call is under way',
    description:
      'Another call with this Idempotency-Key has not been answered yet. Nothing was done a second time. Send it again, unchanged, after the seconds that `Retry-After` names.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'The Idempotency-Key was used for something else',
    description:
      'This key named another call of the same operation: its path or its body was different. Nothing was done. Take a new key for a new call; keep the key only to repeat a call unchanged.',
  },
  invalid_transition: {
    status: 409,
    title: 'The state does not allow this command',
    description:
      'The resource is in a state in which this command is not allowed, or not allowed to you. `allowedActions` on the resource names the commands that are.',
  },
  request_closed: {
    status: 409,
    title: 'The service request is closed',
    description:
      'The service request is booked, expired or cancelled, so it takes no offers and no acceptance any more.',
  },
  offer_closed: {
    status: 409,
    title: 'The offer is closed',
    description:
      'The offer has been accepted, declined, withdrawn or superseded, or it has expired. Look at the other offers of the request.',
  },
  slot_taken: {
    status: 409,
    title: 'The slot is taken',
    description:
      'Another booking of the provider has this time or a part of it. Choose another slot of the offer, or another offer.',
  },
  stale_revision: {
    status: 409,
    title: 'The resource has changed since you read it',
    description:
      'The revision that was named is not the present one. `info` says what the present revision is and what changed. Read the resource again and decide anew.',
  },
  offer_already_open: {
    status: 409,
    title: 'You already have an open offer here',
    description: 'A provider has at most one open offer for a request. Withdraw it before making another.',
  },
  slot_not_offered: {
    status: 409,
    title: 'The offer has no such slot',
    description:
      'The slot that was named is none of the slots of the offer. `info` lists the slots that it has; name one of them exactly.',
  },
  slot_not_free: {
    status: 409,
    title: 'A slot of the offer is not free',
    description:
      'The calendar of the provider does not have the time of a slot free: outside the working hours, too soon, too close to another booking, or the day is full. Ask for the free slots and offer those. Whoever accepts an offer is told so when the provider has closed those hours since: choose another slot.',
  },
  own_request: {
    status: 403,
    title: 'The request is your own',
    description:
      'Nobody offers for their own request or books themselves. As its consumer you choose among the offers of others. Nothing was changed.',
  },
  request_on_hold: {
    status: 409,
    title: 'The service request is on hold',
    description:
      'The account that made the request cannot deal with anybody at present, so the request takes neither offers nor an acceptance. It goes on, or is closed, within days. Nothing was changed.',
  },
  provider_unavailable: {
    status: 409,
    title: 'The provider takes no bookings now',
    description:
      'The provider who made the offer is paused, suspended or no longer active, so nobody can book them. The offer stays as it is for now: try again later, or choose another one. Nothing was booked.',
  },
  not_a_lead: {
    status: 403,
    title: 'The request is no lead of yours',
    description:
      'Only an active provider who was told of a request may offer for it. The request was changed since, or the provider is paused.',
  },
  service_mismatch: {
    status: 409,
    title: 'The service does not fit the request',
    description: 'An offer names a service of the provider that is of the kind the request asks for.',
  },
  outside_window: {
    status: 409,
    title: 'It is not the time for this',
    description:
      'Commands on a booking have their time: checking in from shortly before the start, completing from the start on, cancelling until the start. `info.opensAt` says from when the command is possible, or `info.closesAt` until when it was. What happens after the start without anybody coming is a no-show, which cannot be reported through the API yet; operators can still cancel.',
  },
  cancellation_blocked: {
    status: 409,
    title: 'It is too late to cancel',
    description:
      "The booking's cancellation policy does not let the consumer cancel so shortly before the start. The provider still can.",
  },
  review_closed: {
    status: 409,
    title: 'The booking takes no review of yours',
    description:
      'A completed booking is reviewed once by each side, within 14 days, and not any more when its reviews have appeared. You have reviewed it, or that time is over. Nothing was written.',
  },
  enrollment_incomplete: {
    status: 409,
    title: 'The enrollment is not complete',
    description:
      'An enrollment is handed in when nothing is missing any more. `info.missing` names everything that is, with the service that it is about and, for photos, how many. Nothing was handed in.',
  },
  already_provider: {
    status: 409,
    title: 'The account is a provider already',
    description: 'An account runs one provider, so there is nothing to enroll for. Change the provider instead.',
  },
  quota_reached: {
    status: 409,
    title: 'You have as many of these as an account may have',
    description:
      '`info` names the quota, `detail` says when there is room; `GET /v1/limits` lists all. Nothing was changed.',
  },
  own_account: {
    status: 409,
    title: 'Operators do this to others only',
    description:
      'Nobody suspends their own account, takes their own role of operator away or decides about their own enrollment. Ask another operator. Nothing was changed.',
  },
  last_admin: {
    status: 409,
    title: 'It is the last operator',
    description:
      'Without this account nobody could look after the installation. Grant the role `admin` to another active account first. Nothing was changed.',
  },
  payload_too_large: {
    status: 413,
    title: 'The body is too large',
    description:
      'A request body may have at most 100 kB, unless the installation is configured otherwise; an image may have 5 MB, 60 million pixels and 500 frames. `detail` says which limit was passed.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body has the wrong type',
    description:
      'Send the body as `Content-Type: application/json` in UTF-8 and without `Content-Encoding`. An image is sent as it is, under its own type: JPEG, PNG, WebP or GIF by its content, whatever it is called.',
  },
  expectation_failed: {
    status: 417,
    title: 'The expectation cannot be met',
    description: 'The only `Expect` that Proxie knows is `100-continue`. Send the request without the header.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    description:
      'The limit for this kind of operation is used up, or too many logins have failed. `Retry-After` says in how many seconds there is room again; `RateLimit-Policy` names the limit.',
  },
  quota_used_up: {
    status: 429,
    title: 'You have done this as often as an account may do it in a day',
    description: '`info` names the quota and says when there is room; `GET /v1/limits` lists all. Nothing was changed.',
  },
  headers_too_large: {
    status: 431,
    title: 'The headers are too large',
    description:
      'The address and the headers of a request may have 16 kB together. Leave out what is not needed, cookies first.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    description:
      'The request met a mistake in Proxie. It is logged under the request id that `instance` and `X-Request-Id` carry; name it when you report the problem.',
  },
  unavailable: {
    status: 503,
    title: 'A part of Proxie cannot be reached just now',
    description:
      'The database, the workflow engine or the issuer of the access token is down, overloaded or restarting. What was acknowledged before stands. A command that was answered with 503 may still take effect: read the resource before repeating it. `Retry-After` says when to try again.',
  },
} as const satisfies Record<string, ProblemKind>;

/** The stable word for a kind of problem; the last part of its `type`. */
export type ProblemCode = keyof typeof PROBLEMS;

/** The codes alone, in the table's order. */
export const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** True for a word that is a code of the table. */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

/** The body of every answer that is not a success: a problem by RFC 9457. */
export const ProblemDocument = z
  .strictObject({
    type: z.url().meta({ description: 'The page that explains this kind of problem.' }),
    title: z.string().meta({ description: 'The kind of problem in words; the same each time.' }),
    status: z.int().meta({ description: 'The HTTP status, again.' }),
    detail: z.string().meta({ description: 'What happened this time.' }),
    instance: z.string().meta({ description: 'Names this request; the log has it under the same id.' }),
    code: z.enum(PROBLEM_CODES).meta({ description: 'The kind of problem as a stable word.' }),
    errors: z.array(FieldError).optional().meta({ description: 'Every wrong field of the request.' }),
    info: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'More about it; its fields depend on the code.' }),
  })
  .meta({ id: 'Problem', description: 'A problem by RFC 9457.' });
export type ProblemDocument = z.infer<typeof ProblemDocument>;
