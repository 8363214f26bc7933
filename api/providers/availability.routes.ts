import { largestJsonBytes } from '#api/http/largest-json.ts';
import { route, type Route } from '#api/http/route.ts';
import { AVAILABILITY_EXAMPLE, UpdateAvailability } from '#contracts/availability.ts';
import { OwnProvider } from '#contracts/providers.ts';
import { updateAvailability } from './availability.writes.ts';
import { ownProviderId, type ProviderDeps } from './own-provider.ts';
import { OWN_PROVIDER_EXAMPLE } from './providers.examples.ts';
import { toOwnProvider } from './providers.presenter.ts';

/** When a provider works, as the provider says it. */
export function availabilityRoutes(deps: ProviderDeps): Route[] {
  return [
    route({
      operationId: 'updateAvailability',
      summary: 'Say when you work',
      description:
        'Replaces the time zone, the week that repeats and the dates that differ. It counts at once for free slots, new offers and new bookings; what is booked stays booked. Slots of open offers at which you no longer work are struck out of them, but for those that you have confirmed, under a new revision; an offer without any slot left is withdrawn, and its consumer is notified. With `keepOfferedSlots` those slots stay: you confirm them although they lie outside your hours. With a `revision` it changes nothing if somebody else was faster.',
      tags: ['providers'],
      rateClass: 'providers',
      idempotency: 'optional',
      method: 'put',
      path: '/v1/providers/me/availability',
      access: { roles: ['provider'] },
      body: UpdateAvailability,
      bodyLimitBytes: largestJsonBytes(UpdateAvailability),
      success: { status: 200, schema: OwnProvider },
      problems: ['not_found', 'stale_revision'],
      example: { body: { ...AVAILABILITY_EXAMPLE, revision: 3 }, answer: OWN_PROVIDER_EXAMPLE },
      async handle({ actor, body, commandId }) {
        const by = { providerId: ownProviderId(actor), actorId: actor.id, commandId };
        return toOwnProvider(await updateAvailability(deps, by, body));
      },
    }),
  ];
}
