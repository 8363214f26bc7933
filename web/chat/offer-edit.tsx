import { Text, Textarea, TextInput } from '@mantine/core';
import type { Schema } from '#web/api/client.ts';
import { digitsOf, toMinorUnits } from '#web/kit/format.ts';
import type { DraftChanges, DraftOf } from './draft.ts';
import { EditFrame } from './edit-frame.tsx';
import { OfferTimes } from './offer-times.tsx';
import { useDraftForm, type EditFormProps } from './use-draft-form.ts';

type Slot = Schema<'SlotInput'>;
interface Values {
  readonly price: string;
  readonly priceNotes: string;
  readonly message: string;
  readonly availableSlots: readonly Slot[];
}

/** The price, the times and the words of an offer. */
export function OfferEdit({ draft, field, onSave, onCancel }: EditFormProps<DraftOf<'submit_offer'>>) {
  const { price, priceNotes = '', message = '', availableSlots = [], serviceId } = draft.body;
  const currency = price?.currency ?? 'USD';
  const { form, saving, onSubmit } = useDraftForm<Values>({
    initialValues: { price: amountText(price, currency), priceNotes, message, availableSlots },
    validate: (values) => errorsOf(values, currency),
    toChanges: (values) => toChanges(values, currency),
    onSave,
    onCancel,
  });
  const slotError = Object.entries(form.errors).find(([path]) => path.startsWith('availableSlots'))?.[1];
  return (
    <EditFrame field={field} saving={saving} onSubmit={onSubmit} onCancel={onCancel}>
      <TextInput
        wrapperProps={{ 'data-field': 'price' }}
        label="Price"
        required
        inputMode="decimal"
        rightSection={<Text c="dimmed">{currency}</Text>}
        rightSectionWidth={56}
        maw={240}
        {...form.getInputProps('price')}
      />
      <TextInput
        wrapperProps={{ 'data-field': 'priceNotes' }}
        label="Note to the price (optional)"
        maxLength={500}
        {...form.getInputProps('priceNotes')}
      />
      <OfferTimes
        serviceId={serviceId}
        zone={draft.about.timezone ?? 'UTC'}
        value={form.values.availableSlots}
        error={slotError}
        onChange={(slots) => form.setFieldValue('availableSlots', slots)}
      />
      <Textarea
        wrapperProps={{ 'data-field': 'message' }}
        label="Message to the client (optional)"
        maxLength={2_000}
        {...form.getInputProps('message')}
      />
    </EditFrame>
  );
}

function errorsOf({ price, availableSlots }: Values, currency: string): Record<string, string> {
  return {
    ...(toMinorUnits(price, currency) === undefined && { price: 'Write an amount, such as 65.' }),
    ...(availableSlots.length === 0 && { availableSlots: 'Keep or add at least one time.' }),
  };
}

function toChanges(
  { price, priceNotes, message, availableSlots }: Values,
  currency: Schema<'CurrencyCode'>,
): DraftChanges {
  return {
    price: { amount: toMinorUnits(price, currency) ?? 0, currency },
    priceNotes: priceNotes.trim(),
    message: message.trim(),
    availableSlots: [...availableSlots],
  };
}

function amountText(price: Schema<'Money'> | undefined, currency: string): string {
  if (!price) return '';
  const digits = digitsOf(currency);
  return (price.amount / 10 ** digits).toFixed(digits).replace(/\.0+$/, '');
}
