import { Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { BOOKING_PLACES, type BookingPlace } from '#domain/booking-places.ts';
import { useApi } from '#web/api/hooks.ts';
import { one } from '#web/api/queries.ts';
import { SlotPicker } from '#web/kit/slot-picker.tsx';
import type { DraftChanges, DraftOf } from './draft.ts';
import { EditFrame } from './edit-frame.tsx';
import { PLACE_WORDS } from './facts-of.ts';
import { useDraftForm, type EditFormProps } from './use-draft-form.ts';

interface Values {
  readonly slot: NonNullable<DraftChanges['slot']> | undefined;
  readonly place: { readonly type: BookingPlace; readonly address: string; readonly instructions: string };
}

/** Another time of the same offer, and where the work is done. */
export function AcceptEdit({ draft, field, onSave, onCancel }: EditFormProps<DraftOf<'accept_offer'>>) {
  const { data: offer } = useSuspenseQuery(one(useApi(), '/v1/offers/{id}', { path: { id: draft.target ?? '' } }));
  const { type = 'provider_location', address = '', instructions = '' } = draft.body.location ?? {};
  const initialValues: Values = { slot: draft.body.slot, place: { type, address, instructions } };
  const { form, saving, onSubmit } = useDraftForm({ initialValues, validate, toChanges, onSave, onCancel });
  const isElsewhere = form.values.place.type !== 'provider_location';
  return (
    <EditFrame field={field} saving={saving} onSubmit={onSubmit} onCancel={onCancel}>
      <div data-field="slot">
        <SlotPicker
          label="Times of this offer"
          slots={offer.availableSlots}
          providerZone={offer.timezone}
          value={form.values.slot?.start}
          onChange={({ start, end }) => form.setFieldValue('slot', { start, end })}
        />
      </div>
      <Stack data-field="place">
        <Radio.Group label="Where" {...form.getInputProps('place.type')}>
          {BOOKING_PLACES.map((value) => (
            <Radio key={value} value={value} label={PLACE_WORDS[value]} py="xs" />
          ))}
        </Radio.Group>
        {isElsewhere && <TextInput label="Address" required maxLength={300} {...form.getInputProps('place.address')} />}
        <Textarea label="How to find it (optional)" maxLength={500} {...form.getInputProps('place.instructions')} />
      </Stack>
    </EditFrame>
  );
}

function validate({ place }: Values): Record<string, string> {
  const needsAddress = place.type !== 'provider_location' && place.address.trim().length < 3;
  return needsAddress ? { 'place.address': 'Say where the work is done.' } : {};
}

function toChanges({ slot, place: { type, address, instructions } }: Values): DraftChanges {
  const isElsewhere = type !== 'provider_location';
  return {
    ...(slot && { slot }),
    place: {
      type,
      ...(isElsewhere && { address: address.trim() }),
      ...(instructions.trim() !== '' && { instructions: instructions.trim() }),
    },
  };
}
