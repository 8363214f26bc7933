import type { Role } from '#domain/accounts.ts';
import { PAGES } from '#web/pages.ts';

/** How somebody may stand to what an operation is about. */
export type Relation =
  | 'account' // signed in, whoever it is
  | 'consumer' // of the request, of the offer's request, of the booking
  | 'provider' // who made the offer and does the booking
  | 'lead_holder' // was told of the request
  | 'admin';

/** What a path can name. */
export type Thing =
  | 'request'
  | 'offer'
  | 'booking'
  | 'review'
  | 'provider'
  | 'account'
  | 'problem'
  | 'web_file'
  | 'conversation'
  | 'chat_task'
  | 'media'
  | 'enrollment';

/** Who may call an operation: a second opinion, written from the product's rules and not from the routes. */
export interface Operation {
  /** `everybody`: no token is looked at. `guests`: without a token too, but a bad one is refused. */
  readonly may: 'everybody' | 'guests' | readonly [Relation, ...Relation[]];
  /** The role without which nothing is even looked up. */
  readonly role?: Role;
  /** What the path names. */
  readonly of?: Thing;
  /** Whether it is there is told behind the door: whoever is let in may know of everything of its kind. */
  readonly foundInside?: true;
  /** What a call needs in its query. */
  readonly query?: (world: { readonly serviceId: string }) => string;
}

const EVERYBODY: Operation = { may: 'everybody' };
const SIGNED_IN: Operation = { may: ['account'] };
const PROVIDERS: Operation = { may: ['account'], role: 'provider' };
const ADMINS: Operation = { may: ['account'], role: 'admin' };
const ADMINS_OF_ACCOUNT: Operation = { ...ADMINS, of: 'account', foundInside: true };
const REQUEST_READERS: Operation = { may: ['consumer', 'admin'], of: 'request' };
const ENROLLMENT_READERS: Operation = { may: ['consumer', 'admin'], of: 'enrollment' };
/** Whoever enrolls stands on the side of consumers. */
const APPLICANT: Operation = { may: ['consumer'], of: 'enrollment' };
const ENROLLMENT_JUDGES: Operation = { may: ['account'], role: 'admin', of: 'enrollment', foundInside: true };
const BOOKING_PARTIES: Operation = { may: ['consumer', 'provider', 'admin'], of: 'booking' };
const PROVIDER_PAGE: Operation = { may: 'guests', of: 'provider', foundInside: true };
/** Conversations are of whoever talks, and operators have no business in them. In the world that is the owner of the request. */
const TALKER: Operation = { may: ['consumer'], of: 'conversation' };
const TALKER_OF_TASK: Operation = { may: ['consumer'], of: 'chat_task' };
/** Whose image it is, and whom a request shows it to. */
const SHOWN_IMAGES: Operation = { may: ['consumer', 'lead_holder', 'provider', 'admin'], of: 'media' };
const BOOKING_PROVIDER: Operation = { may: ['provider'], role: 'provider', of: 'booking' };

/** A page of the client is the same for everybody and holds nothing of anybody, whatever its address names. */
const PAGE_OPERATIONS = Object.fromEntries(
  Object.entries(PAGES).map(([name, { path }]): [string, Operation] => [
    `get${name.charAt(0).toUpperCase()}${name.slice(1)}Page`,
    path.includes('$') ? { ...EVERYBODY, of: 'request', foundInside: true } : EVERYBODY,
  ]),
);

/** One line an operation. A route that is not here fails the tests, and so does a line without a route. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  registerAccount: EVERYBODY,
  confirmRegistration: EVERYBODY,
  logIn: EVERYBODY,
  refreshSession: EVERYBODY,
  logOut: EVERYBODY,
  getOwnAccount: SIGNED_IN,
  getLimits: SIGNED_IN,

  createRequest: SIGNED_IN,
  listRequests: SIGNED_IN,
  getRequest: REQUEST_READERS,
  getRequestMatches: REQUEST_READERS,
  getRequestTimeline: REQUEST_READERS,
  editRequest: { may: ['consumer'], of: 'request' },
  cancelRequest: REQUEST_READERS,
  submitOffer: { may: ['lead_holder'], role: 'provider', of: 'request' },
  listRequestOffers: { may: ['consumer', 'lead_holder', 'admin'], of: 'request' },

  listOffers: PROVIDERS,
  getOffer: { may: ['consumer', 'provider', 'admin'], of: 'offer' },
  acceptOffer: { may: ['consumer'], of: 'offer' },
  declineOffer: { may: ['consumer', 'admin'], of: 'offer' },
  withdrawOffer: { may: ['provider'], role: 'provider', of: 'offer' },

  listBookings: SIGNED_IN,
  getBooking: BOOKING_PARTIES,
  getCancelQuote: BOOKING_PARTIES,
  getBookingTimeline: BOOKING_PARTIES,
  checkInBooking: BOOKING_PROVIDER,
  completeBooking: BOOKING_PROVIDER,
  cancelBooking: BOOKING_PARTIES,

  submitReview: SIGNED_IN, // whose booking the body names is held by the tests of the slice
  listReviews: SIGNED_IN,
  getReview: { may: ['consumer', 'provider', 'admin'], of: 'review' },
  respondToReview: { may: ['provider'], of: 'review' },
  listProviderReviews: PROVIDER_PAGE,

  getOwnProvider: PROVIDERS,
  updateAvailability: PROVIDERS,
  getProvider: PROVIDER_PAGE,
  listFreeSlots: { ...PROVIDER_PAGE, query: ({ serviceId }) => `serviceId=${serviceId}` },
  listLeads: PROVIDERS,
  getLead: { may: ['lead_holder'], role: 'provider', of: 'request' },

  createEnrollment: SIGNED_IN,
  listEnrollments: SIGNED_IN,
  listAllEnrollments: ADMINS,
  getEnrollment: ENROLLMENT_READERS,
  getEnrollmentTimeline: ENROLLMENT_READERS,
  editEnrollment: APPLICANT,
  submitEnrollment: APPLICANT,
  approveEnrollment: ENROLLMENT_JUDGES,
  rejectEnrollment: ENROLLMENT_JUDGES,

  listEvents: SIGNED_IN,
  streamEvents: { ...SIGNED_IN, query: () => 'after=0&seconds=0' }, // so that it ends
  listNotifications: SIGNED_IN,
  readNotifications: SIGNED_IN,

  sendMessage: SIGNED_IN,
  getChatTask: TALKER_OF_TASK,
  cancelChatTask: TALKER_OF_TASK,
  listConversations: SIGNED_IN,
  getConversation: TALKER,
  listChatMessages: TALKER,

  uploadMedia: SIGNED_IN,
  getMedia: SHOWN_IMAGES,
  getMediaContent: SHOWN_IMAGES,
  deleteMedia: { may: ['consumer'], of: 'media' },

  listAccounts: ADMINS,
  getAccount: ADMINS_OF_ACCOUNT,
  findAccount: ADMINS,
  suspendAccount: ADMINS_OF_ACCOUNT,
  reinstateAccount: ADMINS_OF_ACCOUNT,
  changeAccountRoles: ADMINS_OF_ACCOUNT,
  signOutAccount: ADMINS_OF_ACCOUNT,
  listAudit: ADMINS,
  listArrangedPairs: ADMINS,
  getDesk: ADMINS,
  listOverdueRuns: ADMINS,
  listOutbox: ADMINS,
  decodePayloads: ADMINS,
  beginCodecSession: ADMINS,
  endCodecSession: ADMINS,
  getCodecPage: EVERYBODY,
  getCodecScript: EVERYBODY,

  getCatalog: EVERYBODY,
  getInstallation: { may: 'guests' },
  listDemoAccounts: EVERYBODY, // on this machine
  ...PAGE_OPERATIONS,
  getWebFile: { ...EVERYBODY, of: 'web_file', foundInside: true },
  getDevicePage: EVERYBODY,
  getDeviceScript: EVERYBODY,
  getHealth: EVERYBODY,
  getReadiness: EVERYBODY,
  getMetrics: EVERYBODY,
  listProblemPages: EVERYBODY,
  getProblemPage: { may: 'everybody', of: 'problem', foundInside: true },
  getOpenApiDocument: EVERYBODY,
  getDocsPage: EVERYBODY,
  getDocsPageWithSlash: EVERYBODY,
  getDocsFile0: EVERYBODY,
  getDocsFile1: EVERYBODY,
  getDocsFile2: EVERYBODY,
  getDocsFile3: EVERYBODY,
  getDocsFile4: EVERYBODY,
};
