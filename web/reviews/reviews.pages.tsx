export { BookingReviews, ReviewBooking } from './booking-reviews.tsx';
