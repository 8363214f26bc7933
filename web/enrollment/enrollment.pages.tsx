export { BecomeProviderPage } from './become-provider-page.tsx';
export { EnrollmentPage } from './enrollment-page.tsx';
