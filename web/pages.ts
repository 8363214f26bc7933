/** Whom a page is for: everybody, everybody who is signed in, or those with a role. */
export type Audience = 'anyone' | 'signed-in' | 'consumer' | 'provider' | 'admin';

/** One page of the client. */
export interface Page {
  /** Its address; `$name` stands for one segment. */
  readonly path: `/${string}`;
  readonly audience: Audience;
}

/**
 * Every page of the client by its name. The client makes its routes of it, the server its answers: an address that is not
 * in this list is answered with 404.
 */
export const PAGES = {
  start: { path: '/', audience: 'anyone' },
  signIn: { path: '/sign-in', audience: 'anyone' },
  register: { path: '/register', audience: 'anyone' },
  confirm: { path: '/confirm', audience: 'anyone' },
  publicProvider: { path: '/providers/$providerId', audience: 'anyone' },
  account: { path: '/account', audience: 'signed-in' },
  notifications: { path: '/notifications', audience: 'signed-in' },

  home: { path: '/home', audience: 'consumer' },
  newChat: { path: '/chat', audience: 'signed-in' },
  chat: { path: '/chat/$conversationId', audience: 'signed-in' },
  requests: { path: '/requests', audience: 'consumer' },
  newRequest: { path: '/requests/new', audience: 'consumer' },
  request: { path: '/requests/$requestId', audience: 'consumer' },
  offers: { path: '/requests/$requestId/offers', audience: 'consumer' },
  bookings: { path: '/bookings', audience: 'signed-in' },
  booking: { path: '/bookings/$bookingId', audience: 'signed-in' },

  becomeProvider: { path: '/become-a-provider', audience: 'signed-in' },
  enrollment: { path: '/become-a-provider/$enrollmentId', audience: 'signed-in' },
  leads: { path: '/leads', audience: 'provider' },
  lead: { path: '/leads/$requestId', audience: 'provider' },
  ownOffers: { path: '/offers', audience: 'provider' },
  calendar: { path: '/calendar', audience: 'provider' },
  hours: { path: '/hours', audience: 'provider' },
  profile: { path: '/profile', audience: 'provider' },

  desk: { path: '/desk', audience: 'admin' },
  deskEnrollments: { path: '/desk/enrollments', audience: 'admin' },
  deskEnrollment: { path: '/desk/enrollments/$enrollmentId', audience: 'admin' },
  deskAccounts: { path: '/desk/accounts', audience: 'admin' },
  deskAccount: { path: '/desk/accounts/$accountId', audience: 'admin' },
  deskAudit: { path: '/desk/audit', audience: 'admin' },
  deskRuns: { path: '/desk/runs', audience: 'admin' },
  deskRequest: { path: '/desk/requests/$requestId', audience: 'admin' },
  deskBooking: { path: '/desk/bookings/$bookingId', audience: 'admin' },
  deskPairs: { path: '/desk/arranged-pairs', audience: 'admin' },
} as const satisfies Record<string, Page>;

export type PageName = keyof typeof PAGES;
