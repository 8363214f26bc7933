export { LeadPage } from './lead-page.tsx';
export { LeadsPage } from './leads-page.tsx';
export { OwnOffersPage } from './own-offers-page.tsx';
