import type { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import { refuse } from '#api/http/validation.ts';
import type { SubmitOffer } from '#contracts/offers.ts';
import type { FieldError } from '#contracts/problem.ts';
import type { SqlReader } from '#db/transaction.ts';
import { MINUTE_MS } from '#domain/local-date.ts';
import type { Currency } from '#domain/money.ts';

type OfferBody = z.output<typeof SubmitOffer>;
interface OfferedService {
  durationMinutes: number;
  currency: Currency;
}

/**
 * Throws a 400 that names every field of an offer that can never be right: by the clock, or by the provider's service
 * that it names. A service that is not the provider's is no matter of this check; the workflow refuses it.
 */
export async function requireSound(
  { orm, now }: Pick<ApiDeps, 'orm' | 'now'>,
  providerId: string,
  body: OfferBody,
): Promise<void> {
  const service = await findService(orm, providerId, body.serviceId);
  refuse([...expiryErrors(body, now()), ...(service ? serviceErrors(body, service) : [])]);
}

async function findService({ em }: SqlReader, providerId: string, id: string): Promise<OfferedService | undefined> {
  const [row]: OfferedService[] = await em.execute(
    'select duration_minutes as "durationMinutes", currency from provider_services where id = ? and provider_id = ?',
    [id, providerId],
  );
  return row;
}

function expiryErrors({ expiresAt }: OfferBody, nowMs: number): FieldError[] {
  if (expiresAt === undefined || Date.parse(expiresAt) > nowMs) return [];
  return [wrong('/expiresAt', 'expected an instant that is still to come')];
}

function serviceErrors({ price, availableSlots }: OfferBody, { durationMinutes, currency }: OfferedService) {
  const errors: FieldError[] = [];
  if (price.currency !== currency) errors.push(wrong('/price/currency', `expected ${currency}, as the service has it`));
  for (const [index, { start, end }] of availableSlots.entries()) {
    if (Date.parse(end) - Date.parse(start) >= durationMinutes * MINUTE_MS) continue;
    const message = `expected at least the ${durationMinutes} minutes after the start that the service takes`;
    errors.push(wrong(`/availableSlots/${index}/end`, message));
  }
  return errors;
}

function wrong(path: string, message: string): FieldError {
  return { in: 'body', path, message };
}
