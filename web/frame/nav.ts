import { PAGES, type Audience, type Page, type PageName } from '#web/pages.ts';
import type { Role } from '#domain/accounts.ts';

/** In which role somebody looks at the product at the moment. */
export type Mode = Role;

/** One entry of the navigation. */
export interface NavEntry {
  readonly page: PageName;
  readonly label: string;
}

/** What the rail, and on a phone the bar at the bottom, leads to: at most five entries. */
export const NAVIGATION: Record<Mode, readonly NavEntry[]> = {
  consumer: [
    { page: 'home', label: 'Home' },
    { page: 'newChat', label: 'Chat' },
    { page: 'requests', label: 'Requests' },
    { page: 'bookings', label: 'Bookings' },
  ],
  provider: [
    { page: 'leads', label: 'Leads' },
    { page: 'newChat', label: 'Chat' },
    { page: 'ownOffers', label: 'Offers' },
    { page: 'calendar', label: 'Calendar' },
    { page: 'profile', label: 'Profile' },
  ],
  admin: [
    { page: 'desk', label: 'Desk' },
    { page: 'deskEnrollments', label: 'Enrollments' },
    { page: 'deskAccounts', label: 'Accounts' },
    { page: 'deskAudit', label: 'Audit' },
  ],
};

export const MODE_LABELS: Record<Mode, string> = { consumer: 'Client', provider: 'Provider', admin: 'Operator' };

/** The roles in which an account can look at the product; who only operates is an operator first. */
export function modesOf(roles: readonly Role[]): readonly Mode[] {
  return (['consumer', 'provider', 'admin'] as const).filter((mode) => roles.includes(mode));
}

/** Whether an account may see the pages of an audience; everybody who is signed in is a consumer. */
export function maySee(audience: Audience, roles: readonly Role[] | undefined): boolean {
  if (audience === 'anyone') return true;
  if (!roles) return false;
  return audience === 'signed-in' || audience === 'consumer' || roles.includes(audience);
}

/** The page that an address belongs to, if any. */
export function pageAt(pathname: string): Page | undefined {
  const given = segmentsOf(pathname);
  const fitting = Object.values<Page>(PAGES).filter(({ path }) => fits(segmentsOf(path), given));
  // "/requests/new" is a page of its own, and no request with the id "new".
  return fitting.toSorted((left, right) => variablesIn(left) - variablesIn(right))[0];
}

const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '');
const fits = (wanted: readonly string[], given: readonly string[]): boolean =>
  wanted.length === given.length && wanted.every((segment, at) => segment.startsWith('$') || segment === given[at]);
const variablesIn = ({ path }: Page): number => segmentsOf(path).filter((segment) => segment.startsWith('$')).length;

/** Whether an entry is the one under which a page stands. */
export function isCurrent({ page }: NavEntry, pathname: string): boolean {
  const { path } = PAGES[page];
  const isOverview = path === '/desk'; // further desk pages have entries of their own
  return pathname === path || (!isOverview && pathname.startsWith(`${path}/`));
}

/** Where somebody who has just signed in begins. */
export function homeOf(roles: readonly Role[]): PageName {
  if (roles.includes('admin')) return 'desk';
  return roles.includes('provider') ? 'leads' : 'home';
}
