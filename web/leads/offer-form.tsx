import { NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useCommand } from '#web/api/hooks.ts';
import type { Schema } from '#web/api/client.ts';
import { isProblem } from '#web/api/problem-error.ts';
import { keyOf } from '#web/api/queries.ts';
import { formatDuration } from '#web/kit/format.ts';
import { setFieldErrors } from '#web/kit/form-failure.tsx';
import { rangeWords } from '#web/kit/request-words.ts';
import { SubmitButton } from '#web/kit/submit-button.tsx';
import { LEADS, ownProviderQuery, submitOffer } from './leads.queries.ts';
import { OfferFailure } from './offer-failure.tsx';
import { LIFETIMES, offerValuesOf, serviceHint, toOffer } from './offer-values.ts';
import { SlotPicker } from './slot-picker.tsx';

type Lead = Schema<'Lead'>;
type Provider = Schema<'OwnProvider'>;

/** Makes an offer for a lead: a service, times that are free, a price. */
export function OfferForm({ lead }: { lead: Lead }) {
  const { data: provider } = useSuspenseQuery(ownProviderQuery(useApi()));
  const services = provider.services.filter(({ serviceType }) => serviceType === lead.serviceType);
  const [first] = services;
  if (!first) return <Text>Your profile has no service of this kind any more, so you cannot make an offer.</Text>;
  return <Fields {...{ lead, provider, services, first }} />;
}

interface FieldsProps {
  readonly lead: Lead;
  readonly provider: Provider;
  readonly services: readonly Schema<'ProviderService'>[];
  readonly first: Schema<'ProviderService'>;
}

function Fields({ lead, provider, services, first }: FieldsProps) {
  const [openedAtMs] = useState(Date.now);
  const form = useForm({ initialValues: offerValuesOf(first, lead.budget) });
  const { send, error } = useSubmission(lead.requestId, (problem) => setFieldErrors(form, problem));
  const { serviceId, availableSlots } = form.values;
  const service = services.find(({ id }) => id === serviceId) ?? first;
  const slotError = Object.entries(form.errors).find(([path]) => path.startsWith('availableSlots'))?.[1];

  function submit(values: typeof form.values): void {
    const made = toOffer(values, { currency: service.currency, openedAtMs });
    if ('errors' in made) form.setErrors(made.errors);
    else send.mutate(made.body);
  }

  function chooseService(id: string): void {
    const next = services.find((each) => each.id === id) ?? first;
    form.setValues(offerValuesOf(next, lead.budget)); // its length decides which times are free
  }

  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap="lg">
        {services.length > 1 && (
          <NativeSelect
            label="Service"
            data={services.map(({ id, name }) => ({ value: id, label: name }))}
            value={serviceId}
            onChange={(event) => chooseService(event.currentTarget.value)}
            error={form.errors['serviceId']}
          />
        )}
        <Text c="dimmed">
          {services.length === 1 && `${service.name} · `}
          {formatDuration(service.durationMinutes)} · your price {serviceHint(service)}
        </Text>
        <SlotPicker
          provider={provider}
          serviceId={service.id}
          timing={lead.timing}
          value={availableSlots}
          onChange={(slots) => {
            form.setFieldValue('availableSlots', slots);
            form.clearFieldError('availableSlots');
          }}
          error={slotError}
        />
        <TextInput
          label={`Price in ${service.currency}`}
          {...(lead.budget && { description: `Their budget: ${rangeWords(lead.budget)}` })}
          inputMode="decimal"
          autoComplete="off"
          required
          maw={240}
          {...form.getInputProps('price.amount')}
        />
        <TextInput
          label="About the price (optional)"
          placeholder="Includes washing and styling"
          maxLength={500}
          {...form.getInputProps('priceNotes')}
        />
        <Textarea label="Message to the client (optional)" maxLength={2_000} {...form.getInputProps('message')} />
        <NativeSelect
          label="The offer is valid for"
          description="It ends when its first time begins, at the latest."
          data={[...LIFETIMES]}
          maw={240}
          {...form.getInputProps('expiresAt')}
        />
        <OfferFailure error={error} />
        <div>
          <SubmitButton isBusy={send.isPending}>Send the offer</SubmitButton>
        </div>
      </Stack>
    </form>
  );
}

/** Sends the offer; what a refusal says to be different now is read again. */
function useSubmission(requestId: string, onFieldErrors: (error: unknown) => void) {
  const api = useApi();
  const queryClient = useQueryClient();
  const send = useCommand(
    `offer for ${requestId}`,
    async (key, body: Schema<'SubmitOffer'>) => {
      try {
        const offer = await submitOffer(api, requestId, body, key);
        queryClient.setQueryData(keyOf('/v1/offers/{id}', { path: { id: offer.id } }), offer);
        return offer;
      } catch (error) {
        onFieldErrors(error);
        if (isProblem(error, 'slot_not_free')) void queryClient.invalidateQueries({ queryKey: ['providers'] });
        else if (isProblem(error, 'request_closed', 'invalid_transition', 'offer_already_open', 'not_a_lead')) {
          void queryClient.invalidateQueries({ queryKey: LEADS });
        }
        throw error;
      }
    },
    { changes: () => [['offers', {}], LEADS] },
  );
  const isAtFields = isProblem(send.error, 'validation_failed') && Object.keys(send.error.formErrors).length > 0;
  return { send, error: isAtFields ? undefined : send.error };
}
