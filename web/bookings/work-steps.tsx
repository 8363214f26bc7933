import { Button, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { dataOf, type Schema } from '#web/api/client.ts';
import { useApi, useCommand } from '#web/api/hooks.ts';
import { keyOf } from '#web/api/queries.ts';
import { KEY_HEADER } from '#web/api/resend.ts';
import { FormFailure, setFieldErrors } from '#web/kit/form-failure.tsx';
import { Section } from '#web/kit/section.tsx';
import { SubmitButton } from '#web/kit/submit-button.tsx';
import { useChangedMeanwhile } from '#web/kit/use-changed-meanwhile.ts';
import { completionErrors, completionOf, toCompletion, type CompletionValues } from './completion-form.ts';
import styles from './bookings.module.css';

interface OfBooking {
  readonly booking: Schema<'Booking'>;
}

/** The provider says that the work begins. */
export function CheckIn({ booking: { id, consumer } }: OfBooking) {
  const api = useApi();
  const cache = useQueryClient();
  const onChanged = useChangedMeanwhile(['bookings', id], 'The booking');
  const checkIn = useCommand(
    `check in ${id}`,
    (key) =>
      dataOf(api.POST('/v1/bookings/{id}/check-in', { params: { path: { id }, header: { [KEY_HEADER]: key } } })),
    {
      changes: () => [
        ['bookings', {}],
        ['bookings', id, 'timeline'],
      ],
    },
  );
  const onSuccess = (booking: Schema<'Booking'>) =>
    void cache.setQueryData(keyOf('/v1/bookings/{id}', { path: { id } }), booking);
  return (
    <Section title="Ready to begin?" isNext>
      <Text>Check in when the work begins. {consumer.name} is notified.</Text>
      <FormFailure what="You are not checked in" error={checkIn.error} />
      <div>
        <Button
          loading={checkIn.isPending}
          onClick={() => checkIn.mutate(undefined, { onSuccess, onError: onChanged })}
        >
          Check in
        </Button>
      </div>
    </Section>
  );
}

/** The provider says that the work is done, how long it took and what it costs. */
export function CompleteBooking({ booking, isNext }: OfBooking & { readonly isNext: boolean }) {
  const { id, price } = booking;
  const api = useApi();
  const cache = useQueryClient();
  const form = useForm<CompletionValues>({
    initialValues: completionOf(booking),
    validate: (values) => completionErrors(values, price.currency),
  });
  const onChanged = useChangedMeanwhile(['bookings', id], 'The booking');
  const complete = useCommand(
    `complete ${id}`,
    (key, body: Schema<'CompleteBooking'>) =>
      dataOf(api.POST('/v1/bookings/{id}/complete', { params: { path: { id }, header: { [KEY_HEADER]: key } }, body })),
    {
      changes: () => [
        ['bookings', {}],
        ['bookings', id, 'timeline'],
      ],
    },
  );

  function send(values: CompletionValues): void {
    complete.mutate(toCompletion(values, booking), {
      onSuccess: (completed) => void cache.setQueryData(keyOf('/v1/bookings/{id}', { path: { id } }), completed),
      onError(error) {
        setFieldErrors(form, error);
        onChanged(error);
      },
    });
  }

  return (
    <Section title="Is it done?" isNext={isNext}>
      <form onSubmit={form.onSubmit(send)} noValidate className={styles.form}>
        <div className={styles.pair}>
          <TextInput
            label="How long it took"
            inputMode="numeric"
            rightSection={<Text c="dimmed">min</Text>}
            {...form.getInputProps('actualDurationMinutes')}
          />
          <TextInput
            label="Final price"
            inputMode="decimal"
            rightSection={<Text c="dimmed">{price.currency}</Text>}
            rightSectionWidth={56}
            {...form.getInputProps('finalPrice.amount')}
          />
        </div>
        <Textarea label="Notes (optional)" maxLength={2_000} {...form.getInputProps('notes')} />
        <FormFailure what="The booking is not completed" error={complete.error} />
        <div>
          <SubmitButton isBusy={complete.isPending} variant={isNext ? 'filled' : 'default'}>
            Complete the booking
          </SubmitButton>
        </div>
      </form>
    </Section>
  );
}
