import { Skeleton, Stack } from '@mantine/core';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type ErrorComponentProps,
} from '@tanstack/react-router';
import { Frame } from './frame/frame.tsx';
import { NotFoundPage, PageFailure } from './frame/outcome-pages.tsx';
import { PAGES } from './pages.ts';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage });

type Loader<Name extends string> = () => Promise<Record<Name, () => React.ReactNode>>;

/** A page whose code comes when it is first shown; the pages of a slice come together. */
function page<const Path extends string, const Name extends string>(path: Path, load: Loader<Name>, name: Name) {
  return createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load, name),
    pendingComponent: PagePending,
    errorComponent: RouteFailure,
    validateSearch: (search: Record<string, unknown>): Record<string, string | undefined> => textsOf(search),
  });
}

/** Trying again is for the queries that failed as well: otherwise they would give the same failure at once. */
function RouteFailure({ error, reset }: ErrorComponentProps) {
  const queries = useQueryErrorResetBoundary();
  return (
    <PageFailure
      error={error}
      onRetry={() => {
        queries.reset();
        reset();
      }}
    />
  );
}

/** Filters live in the address, as texts. */
function textsOf(search: Record<string, unknown>): Record<string, string | undefined> {
  const texts = Object.entries(search).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return Object.fromEntries(texts.map(([name, value]) => [name, String(value)]));
}

function PagePending() {
  return (
    <Stack aria-busy>
      <Skeleton height={32} width="40%" />
      <Skeleton height={240} />
    </Stack>
  );
}

const session = () => import('./session/session.pages.tsx');
const leads = () => import('./leads/leads.pages.tsx');
const requests = () => import('./requests/requests.pages.tsx');
const newRequest = () => import('./requests/new-request.pages.tsx'); // its form is larger than the other pages
const offers = () => import('./offers/offers.pages.tsx');
const bookings = () => import('./bookings/bookings.pages.tsx');
const provider = () => import('./provider/provider.pages.tsx');
const home = () => import('./home/home.pages.tsx');
const chat = () => import('./chat/chat.pages.tsx');
const enrollment = () => import('./enrollment/enrollment.pages.tsx');
const account = () => import('./account/account.pages.tsx');
const notifications = () => import('./notifications/notifications.pages.tsx');
const desk = () => import('./desk/desk.pages.tsx');

const routeTree = root.addChildren([
  page(PAGES.start.path, session, 'StartPage'),
  page(PAGES.signIn.path, session, 'SignInPage'),
  page(PAGES.register.path, session, 'RegisterPage'),
  page(PAGES.confirm.path, session, 'ConfirmPage'),
  page(PAGES.publicProvider.path, provider, 'PublicProviderPage'),
  page(PAGES.account.path, account, 'AccountPage'),
  page(PAGES.notifications.path, notifications, 'NotificationsPage'),
  page(PAGES.home.path, home, 'HomePage'),
  page(PAGES.newChat.path, chat, 'NewChatPage'),
  page(PAGES.chat.path, chat, 'ChatPage'),
  page(PAGES.requests.path, requests, 'RequestsPage'),
  page(PAGES.newRequest.path, newRequest, 'NewRequestPage'),
  page(PAGES.request.path, requests, 'RequestPage'),
  page(PAGES.offers.path, offers, 'OffersPage'),
  page(PAGES.bookings.path, bookings, 'BookingsPage'),
  page(PAGES.booking.path, bookings, 'BookingPage'),
  page(PAGES.becomeProvider.path, enrollment, 'BecomeProviderPage'),
  page(PAGES.enrollment.path, enrollment, 'EnrollmentPage'),
  page(PAGES.leads.path, leads, 'LeadsPage'),
  page(PAGES.lead.path, leads, 'LeadPage'),
  page(PAGES.ownOffers.path, leads, 'OwnOffersPage'),
  page(PAGES.calendar.path, provider, 'CalendarPage'),
  page(PAGES.hours.path, provider, 'HoursPage'),
  page(PAGES.profile.path, provider, 'ProfilePage'),
  page(PAGES.desk.path, desk, 'DeskPage'),
  page(PAGES.deskEnrollments.path, desk, 'EnrollmentsPage'),
  page(PAGES.deskEnrollment.path, desk, 'EnrollmentPage'),
  page(PAGES.deskAccounts.path, desk, 'AccountsPage'),
  page(PAGES.deskAccount.path, desk, 'AccountPage'),
  page(PAGES.deskAudit.path, desk, 'AuditPage'),
  page(PAGES.deskRuns.path, desk, 'RunsPage'),
  page(PAGES.deskRequest.path, desk, 'RequestPage'),
  page(PAGES.deskBooking.path, desk, 'BookingPage'),
  page(PAGES.deskPairs.path, desk, 'PairsPage'),
]);

/** Every page of the client. */
export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingMs: 150,
  defaultPendingMinMs: 200,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
