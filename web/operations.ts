import type { PageName } from './pages.ts';

/** Where a person does what an operation of the API does, or why there is no such page. */
export type Reach = { readonly pages: readonly [PageName, ...PageName[]] } | { readonly none: string };

const on = (...pages: readonly [PageName, ...PageName[]]): Reach => ({ pages });
const none = (reason: string): Reach => ({ none: reason });

/** Every operation of the API by its id. A test compares the table with the routes and with the calls of the client. */
export const OPERATIONS: Readonly<Record<string, Reach>> = {
  registerAccount: on('register'),
  confirmRegistration: on('confirm'),
  logIn: on('signIn'),
  refreshSession: none('The client does it by itself, on every page.'),
  logOut: on('account'),
  getOwnAccount: on('account'),
  getLimits: on('account'),

  createRequest: on('newRequest'),
  listRequests: on('home', 'requests'),
  getRequest: on('request', 'offers', 'newRequest', 'deskRequest'),
  editRequest: on('request'),
  getRequestMatches: on('request', 'offers'),
  getRequestTimeline: on('request', 'deskRequest'),
  cancelRequest: on('request', 'deskRequest'),
  submitOffer: on('lead'),
  listRequestOffers: on('offers', 'deskRequest'),
  listOffers: on('ownOffers', 'calendar'),
  getOffer: on('lead', 'chat'),
  acceptOffer: on('offers'),
  declineOffer: on('offers', 'deskRequest'),
  withdrawOffer: on('ownOffers', 'lead'),

  listBookings: on('home', 'bookings', 'calendar'),
  getBooking: on('booking', 'deskBooking'),
  getCancelQuote: on('booking', 'deskBooking'),
  getBookingTimeline: on('booking', 'deskBooking'),
  checkInBooking: on('booking'),
  completeBooking: on('booking'),
  cancelBooking: on('booking', 'deskBooking'),
  submitReview: on('booking'),
  listReviews: on('booking', 'profile'),
  respondToReview: on('booking', 'profile'),
  getReview: none('A review is shown with its booking and on the page of its provider.'),
  listProviderReviews: on('publicProvider'),

  getOwnProvider: on('profile', 'hours', 'lead'),
  getProvider: on('publicProvider'),
  listFreeSlots: on('publicProvider', 'lead', 'chat'),
  updateAvailability: on('hours'),
  listLeads: on('leads'),
  getLead: on('lead'),

  createEnrollment: on('becomeProvider'),
  listEnrollments: on('becomeProvider'),
  editEnrollment: on('enrollment'),
  getEnrollment: on('enrollment', 'deskEnrollment'),
  getEnrollmentTimeline: on('enrollment', 'deskEnrollment'),
  submitEnrollment: on('enrollment'),
  approveEnrollment: on('deskEnrollment'),
  rejectEnrollment: on('deskEnrollment'),
  getCatalog: on('newRequest', 'request', 'enrollment'),

  listEvents: none('The client reads the feed by itself, on every page.'),
  streamEvents: none('The client reads it where sockets do not pass, on every page.'),
  listNotifications: on('notifications'),
  readNotifications: on('notifications'),

  sendMessage: on('chat', 'newChat'),
  getChatTask: on('chat'),
  cancelChatTask: on('chat'),
  listConversations: on('newChat', 'chat'),
  getConversation: on('chat'),
  listChatMessages: on('chat'),
  uploadMedia: on('chat', 'enrollment'),
  deleteMedia: none('An image that nothing shows any more is deleted by itself after some days.'),
  getMedia: none('Pages show the image itself; what is said of it is for programs.'),
  getMediaContent: on('chat', 'enrollment', 'deskEnrollment'),

  getDesk: on('desk'),
  listOverdueRuns: on('desk', 'deskRuns'),
  listOutbox: on('desk', 'deskRuns'),
  listAllEnrollments: on('desk', 'deskEnrollments'),
  listAccounts: on('deskAccounts'),
  getAccount: on('deskAccount'),
  findAccount: on('deskAccounts'),
  suspendAccount: on('deskAccount'),
  reinstateAccount: on('deskAccount'),
  changeAccountRoles: on('deskAccount'),
  signOutAccount: on('deskAccount'),
  listAudit: on('deskAudit'),
  listArrangedPairs: on('deskPairs'),
  decodePayloads: none('The Temporal UI calls it.'),
  beginCodecSession: none('The page of the codec calls it, on which the Temporal UI has operators sign in.'),
  endCodecSession: none('The page of the codec calls it, on which the Temporal UI has operators sign in.'),

  getInstallation: on('start', 'signIn'),
  listDemoAccounts: on('start', 'signIn'),
  getHealth: none('For load balancers; the client asks it whether the server is back.'),
  getReadiness: none('For load balancers and monitoring.'),
  getMetrics: none('For monitoring.'),
  getOpenApiDocument: none('For programs; the start page links to it.'),
};

/** The ids of all operations, in the order of the table. */
export const OPERATION_IDS = Object.keys(OPERATIONS);
