import type { Schema } from '#web/api/client.ts';
import { formatMoneyRange, toAmountText, toMinorUnits } from '#web/kit/format.ts';
import { HOUR_MS } from '#domain/local-date.ts';

type Slot = Pick<Schema<'Slot'>, 'start' | 'end'>;
type Service = Schema<'ProviderService'>;

/** What stands in the form of an offer. */
export interface OfferValues {
  serviceId: string;
  availableSlots: Slot[];
  price: { amount: string };
  priceNotes: string;
  message: string;
  /** Hours until it expires. */
  expiresAt: string;
}

/** How long an offer can stand. */
export const LIFETIMES = [
  { value: '6', label: '6 hours' },
  { value: '12', label: '12 hours' },
  { value: '24', label: '24 hours' },
  { value: '48', label: '2 days' },
  { value: '72', label: '3 days' },
  { value: '168', label: '7 days' },
] as const;
const USUAL_LIFETIME = '24';

/** The form as it opens: the price from the range of the service, as near to the budget as it goes. */
export function offerValuesOf(service: Service, budget: Schema<'Lead'>['budget']): OfferValues {
  return {
    serviceId: service.id,
    availableSlots: [],
    price: { amount: toAmountText(suggestedPrice(service, budget), service.currency) },
    priceNotes: '',
    message: '',
    expiresAt: USUAL_LIFETIME,
  };
}

/** The lowest price of the service, or what the budget allows within its range. */
export function suggestedPrice({ priceMin, priceMax, currency }: Service, budget: Schema<'Lead'>['budget']): number {
  if (budget === null || budget.currency !== currency) return priceMin;
  return Math.min(priceMax, Math.max(priceMin, budget.max));
}

/** The body of the offer, or the fields that cannot be sent. The time of expiry counts from when the form was opened. */
export function toOffer(
  values: OfferValues,
  { currency, openedAtMs }: { readonly currency: Service['currency']; readonly openedAtMs: number },
): { readonly body: Schema<'SubmitOffer'> } | { readonly errors: Record<string, string> } {
  const { serviceId, availableSlots, priceNotes, message } = values;
  const amount = toMinorUnits(values.price.amount, currency);
  const errors = {
    ...(availableSlots.length === 0 && { availableSlots: 'Choose at least one time' }),
    ...(amount === undefined && { 'price.amount': 'Enter an amount, such as 65 or 65.50' }),
  };
  if (amount === undefined || Object.keys(errors).length > 0) return { errors };
  const isUsual = values.expiresAt === USUAL_LIFETIME;
  const body = {
    serviceId,
    availableSlots: availableSlots.map(({ start, end }) => ({ start, end })),
    price: { amount, currency },
    ...(priceNotes.trim() !== '' && { priceNotes: priceNotes.trim() }),
    ...(message.trim() !== '' && { message: message.trim() }),
    ...(!isUsual && { expiresAt: new Date(openedAtMs + Number(values.expiresAt) * HOUR_MS).toISOString() }),
  };
  return { body };
}

/** "$40 – $80". */
export const serviceHint = ({ priceMin, priceMax, currency }: Service): string =>
  formatMoneyRange(priceMin, priceMax, currency);
