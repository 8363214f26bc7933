export { CalendarPage } from './calendar-page.tsx';
export { HoursPage } from './hours-page.tsx';
export { ProfilePage } from './profile-page.tsx';
export { PublicProviderPage } from './public-provider-page.tsx';
