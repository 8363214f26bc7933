export { BookingReviews } from './booking-reviews.tsx';
