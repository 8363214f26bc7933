import { Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { REVIEW_ASPECTS } from '#domain/reviews.ts';
import { dataOf, type Schema } from '#web/api/client.ts';
import { useApi, useCommand } from '#web/api/hooks.ts';
import { KEY_HEADER } from '#web/api/resend.ts';
import { FormFailure, setFieldErrors } from '#web/kit/form-failure.tsx';
import { SubmitButton } from '#web/kit/submit-button.tsx';
import { useChangedMeanwhile } from '#web/kit/use-changed-meanwhile.ts';
import { NO_REVIEW, reviewErrors, toReview, type ReviewValues } from '#web/kit/review-values.ts';
import { ASPECT_WORDS } from './reviews.words.ts';
import { StarField } from '#web/kit/star-field.tsx';
import styles from './reviews.module.css';

/** Says how it was, once: stars, words and, for who likes, stars for single aspects. */
export function ReviewForm({ bookingId }: { bookingId: string }) {
  const api = useApi();
  const form = useForm<ReviewValues>({ initialValues: NO_REVIEW, validate: reviewErrors });
  const onChanged = useChangedMeanwhile(['bookings', bookingId], 'The booking');
  const submit = useCommand(
    `review ${bookingId}`,
    (key, body: Schema<'SubmitReview'>) =>
      dataOf(api.POST('/v1/reviews', { params: { header: { [KEY_HEADER]: key } }, body })),
    {
      changes: () => [
        ['reviews', {}],
        ['bookings', bookingId],
      ],
    },
  );

  function send(values: ReviewValues): void {
    submit.mutate(toReview(values, bookingId), {
      onError(error) {
        setFieldErrors(form, error);
        onChanged(error);
      },
    });
  }

  const { rating, breakdown } = form.values;
  const ratingError = form.errors['rating'];
  return (
    <form onSubmit={form.onSubmit(send)} noValidate className={styles.form}>
      <StarField
        legend="Rating"
        isRequired
        value={rating}
        error={typeof ratingError === 'string' ? ratingError : undefined}
        onChange={(stars) => form.setFieldValue('rating', stars)}
      />
      <details>
        <summary className={styles.summary}>Rate single aspects (optional)</summary>
        <div className={styles.aspectFields}>
          {REVIEW_ASPECTS.map((aspect) => (
            <StarField
              key={aspect}
              legend={ASPECT_WORDS[aspect]}
              value={breakdown[aspect]}
              onChange={(stars) => form.setFieldValue(`breakdown.${aspect}`, stars)}
            />
          ))}
        </div>
      </details>
      <Textarea label="How was it?" required maxLength={2_000} {...form.getInputProps('comment')} />
      <Text c="dimmed" size="xs">
        Reviews are public once they are published. They cannot be changed afterwards.
      </Text>
      <FormFailure what="The review was not sent" error={submit.error} />
      <div>
        <SubmitButton isBusy={submit.isPending}>Send the review</SubmitButton>
      </div>
    </form>
  );
}
