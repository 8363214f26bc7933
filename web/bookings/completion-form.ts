import type { Schema } from '#web/api/client.ts';
import { digitsOf, toMinorUnits } from '#web/kit/format.ts';

type Booking = Schema<'Booking'>;

/** How a booking was done, nested as the API has it; amounts and minutes as they are written. */
export interface CompletionValues {
  readonly actualDurationMinutes: string;
  readonly finalPrice: { readonly amount: string };
  readonly notes: string;
}

const MINUTE_MS = 60_000;
const MOST_MINUTES = 1_440;

/** As it was agreed: who has nothing to add just sends it. */
export function completionOf({ scheduledStart, scheduledEnd, price }: Booking): CompletionValues {
  const minutes = Math.round((Date.parse(scheduledEnd) - Date.parse(scheduledStart)) / MINUTE_MS);
  const digits = digitsOf(price.currency);
  return {
    actualDurationMinutes: String(minutes),
    finalPrice: { amount: (price.amount / 10 ** digits).toFixed(digits) },
    notes: '',
  };
}

/** What cannot be read, by its field. */
export function completionErrors(values: CompletionValues, currency: string): Record<string, string> {
  const minutes = Number(values.actualDurationMinutes);
  const isDuration = Number.isInteger(minutes) && minutes > 0 && minutes <= MOST_MINUTES;
  const isPrice = toMinorUnits(values.finalPrice.amount, currency) !== undefined;
  return {
    ...(!isDuration && { actualDurationMinutes: 'Write whole minutes, at most a day.' }),
    ...(!isPrice && { 'finalPrice.amount': 'Write an amount, such as 65.' }),
  };
}

/** The body that says so. The values have no errors. */
export function toCompletion(values: CompletionValues, { price }: Booking): Schema<'CompleteBooking'> {
  const { actualDurationMinutes, finalPrice, notes } = values;
  return {
    actualDurationMinutes: Number(actualDurationMinutes),
    finalPrice: { amount: toMinorUnits(finalPrice.amount, price.currency) ?? price.amount, currency: price.currency },
    ...(notes.trim() !== '' && { notes }),
  };
}
