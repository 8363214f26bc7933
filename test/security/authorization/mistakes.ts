import type { MutatedSource } from '#test/support/mutated-source.ts';

/** A rule inside a handler that somebody got wrong, and the tests that must notice. */
export interface Mistake extends MutatedSource {
  readonly name: string;
  readonly noticedBy: string;
}

const MOVES = 'test/security/illegal-moves.test.ts';
const FIELDS = 'test/security/authorization/fields.test.ts';
const SESSIONS = 'api/accounts/session-cookies.test.ts';
const TOKENS = 'api/accounts/refresh-tokens.test.ts';
const MATRIX = 'test/security/authorization/matrix.test.ts';

/** Who may move what: the checks in front of the commands, and the actions that are shown as allowed. */
export const OF_MOVES: readonly Mistake[] = [
  {
    name: 'offers of closed requests can be accepted',
    file: 'api/offers/offers.writes.ts',
    from: 'if (!isOpenRequest(row.requestStatus)) {',
    to: 'if (!isOpenRequest) {',
    noticedBy: MOVES,
  },
  {
    name: 'offers never expire',
    file: 'api/offers/offers.presenter.ts',
    from: 'Date.parse(expiresAt) > nowMs',
    to: 'Date.parse(expiresAt) > 0 * nowMs',
    noticedBy: MOVES,
  },
  {
    name: 'offers of closed requests show actions',
    file: 'api/offers/offers.presenter.ts',
    from: 'if (!isOpenRequest(row.requestStatus)) return [];',
    to: '',
    noticedBy: MOVES,
  },
  {
    name: 'commands on a booking are not looked at',
    file: 'api/bookings/booking-commands.routes.ts',
    from: 'requireBookingAllowed(row, command, side, moment);',
    to: '',
    noticedBy: MOVES,
  },
  {
    name: 'bookings have no windows',
    file: 'api/bookings/bookings.presenter.ts',
    from: '...openWindows(timesOf(row, moment), moment.nowMs),',
    to: '...{ check_in_open: true, started: true, not_started: true },',
    noticedBy: MOVES,
  },
  {
    name: 'a refused command on a booking is refused to the consumer alone',
    file: 'api/bookings/bookings.presenter.ts',
    from: 'requireAllowed({\n    lifecycle: BOOKING_LIFECYCLE,',
    to: "if (side === 'consumer') requireAllowed({\n    lifecycle: BOOKING_LIFECYCLE,",
    noticedBy: MOVES,
  },
  {
    name: 'requests can always be cancelled',
    file: 'api/requests/request-commands.routes.ts',
    from: "() => requireMove(resource, 'cancel')",
    to: '() => undefined',
    noticedBy: MOVES,
  },
  {
    name: 'requests can be edited while offers are in',
    file: 'api/requests/requests.presenter.ts',
    from: 'no_open_offer: openOffers === 0',
    to: 'no_open_offer: openOffers >= 0',
    noticedBy: MOVES,
  },
  {
    name: 'enrollments can always be submitted',
    file: 'api/enrollments/enrollment-commands.routes.ts',
    from: "requireMove(row, 'submit', 'consumer');",
    to: '',
    noticedBy: MOVES,
  },
  {
    name: 'enrollments can always be approved',
    file: 'api/enrollments/enrollment-commands.routes.ts',
    from: "() => requireMove(row, 'approve', 'admin')",
    to: '() => undefined',
    noticedBy: MOVES,
  },
  {
    name: 'tables are asked for any side',
    file: 'api/shared/require-allowed.ts',
    from: 'if (decision.allowed) return;',
    to: "if (decision.allowed || decision.refusal.kind === 'side') return;",
    noticedBy: MOVES,
  },
];

/** Who may see what: the rows that a list takes, and the columns that a presenter shows. */
export const OF_FIELDS: readonly Mistake[] = [
  {
    name: 'contact details outlive the booking',
    file: 'api/bookings/bookings.presenter.ts',
    from: "row.status === 'cancelled' && side === other",
    to: "row.status !== 'cancelled' && row.status === 'cancelled' && side === other",
    noticedBy: FIELDS,
  },
  {
    name: 'the address outlives the booking',
    file: 'api/bookings/bookings.presenter.ts',
    from: "row.status === 'cancelled' && side !== 'admin'",
    to: "row.status === 'cancelled' && side === 'admin'",
    noticedBy: FIELDS,
  },
  {
    name: 'reviews are listed before they are published',
    file: 'api/reviews/reviews.queries.ts',
    from: 'r.published_at is not null and r.subject_id = ?',
    to: 'r.subject_id = ?',
    noticedBy: FIELDS,
  },
  {
    name: 'reviews can be read before they are published',
    file: 'api/reviews/reviews.policy.ts',
    from: '(row.publishedAt !== null || row.authorId === actor.id)',
    to: '(row.publishedAt !== undefined || row.authorId === actor.id)',
    noticedBy: FIELDS,
  },
  {
    name: 'a provider sees the offers of its rivals',
    file: 'api/requests/requests.policy.ts',
    from: "return { side: 'provider', providerId };",
    to: "return { side: 'provider' };",
    noticedBy: FIELDS,
  },
  {
    name: 'every provider counts as told of a request whose offers they list',
    file: 'api/requests/requests.policy.ts',
    from: 'if (providerId !== undefined && request.isLead) return {',
    to: 'if (providerId !== undefined) return {',
    noticedBy: MATRIX,
  },
  {
    name: 'leads are listed of which nobody was told',
    file: 'api/providers/leads.queries.ts',
    from: 'm.lead_at is not null and r.consumer_id <> p.account_id',
    to: 'r.consumer_id <> p.account_id',
    noticedBy: 'api/providers/leads.test.ts',
  },
  {
    name: 'everybody gets the links to the runs',
    file: 'api/shared/reader.ts',
    from: 'isAdmin(actor) ? workflowUrl(workflowId) : undefined',
    to: 'actor.id ? workflowUrl(workflowId) : undefined',
    noticedBy: FIELDS,
  },
  {
    name: 'images are shown to every provider',
    file: 'api/media/media.policy.ts',
    from: "if (row.isShown) return { row, side: 'provider' };",
    to: "if (actor.providerId) return { row, side: 'provider' };",
    noticedBy: FIELDS,
  },
  {
    name: 'a party of one booking is a party of all',
    file: 'api/bookings/bookings.policy.ts',
    from: "if (row.providerId === actor.providerId) return 'provider';",
    to: "if (actor.providerId) return 'provider';",
    noticedBy: FIELDS,
  },
];

/** What keeps a session with whoever signed in: tokens of browsers, and tokens that come twice. */
export const OF_SESSIONS: readonly Mistake[] = [
  {
    name: 'a token of a cookie leaves in the body',
    file: 'api/accounts/accounts.routes.ts',
    from: 'if (refreshToken !== undefined && !cookie)',
    to: 'if (!cookie)',
    noticedBy: SESSIONS,
  },
  {
    name: 'foreign pages may use the cookie',
    file: 'api/accounts/session-cookies.ts',
    from: '    requireOwnOrigin(headers);\n    return cookieIn',
    to: '    return cookieIn',
    noticedBy: SESSIONS,
  },
  {
    name: 'foreign pages may sign a browser in',
    file: 'api/accounts/session-cookies.ts',
    from: '    requireOwnOrigin(headers);\n    const',
    to: '    const',
    noticedBy: SESSIONS,
  },
  {
    name: 'scripts see the cookie',
    file: 'api/accounts/session-cookies.ts',
    from: 'HttpOnly; ',
    to: '',
    noticedBy: SESSIONS,
  },
  {
    name: 'scripts see the token in the second cookie',
    file: 'api/accounts/session-cookies.ts',
    from: "token === '' ? '' : 'yes'",
    to: 'token',
    noticedBy: SESSIONS,
  },
  {
    name: 'every page of the same site is one of ours',
    file: 'api/http/own-origin.ts',
    from: "site === 'same-origin'",
    to: "site !== 'cross-site'",
    noticedBy: SESSIONS,
  },
  {
    name: 'a used token has no end',
    file: 'api/accounts/refresh-tokens.ts',
    from: "or t.used_at > now() - ? * interval '1 millisecond')",
    to: 'or ?::int >= 0)',
    noticedBy: TOKENS,
  },
  {
    name: 'a used token outlives its login',
    file: 'api/accounts/refresh-tokens.ts',
    from: "and t.expires_at > now() and not ${IS_REVOKED} and a.status = 'active'`;",
    to: "and t.expires_at > now() and a.status = 'active'`;",
    noticedBy: TOKENS,
  },
  {
    name: 'a used token is good while its account is suspended',
    file: 'api/accounts/refresh-tokens.ts',
    from: "and t.expires_at > now() and not ${IS_REVOKED} and a.status = 'active'`;",
    to: 'and t.expires_at > now() and not ${IS_REVOKED}`;',
    noticedBy: TOKENS,
  },
  {
    name: 'a token that comes back after the grace ends nothing',
    file: 'api/accounts/refresh-tokens.ts',
    from: 'await orm.em.execute(REVOKE_IF_REUSED, [hashOf(token), graceMs]);',
    to: '',
    noticedBy: TOKENS,
  },
];
