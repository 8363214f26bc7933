import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { dataOf, type Schema } from '#web/api/client.ts';
import { useApi, useCommand } from '#web/api/hooks.ts';
import { KEY_HEADER } from '#web/api/resend.ts';
import { FormFailure, setFieldErrors } from '#web/kit/form-failure.tsx';
import { SubmitButton } from '#web/kit/submit-button.tsx';
import { useChangedMeanwhile } from '#web/kit/use-changed-meanwhile.ts';
import styles from './reviews.module.css';

/** Answers a review of oneself, once. */
export function RespondForm({ review: { id } }: { review: Schema<'Review'> }) {
  const api = useApi();
  const form = useForm({
    initialValues: { text: '' },
    validate: { text: (text) => (text.trim() === '' ? 'Write your response.' : null) },
  });
  const onChanged = useChangedMeanwhile(['reviews'], 'The review');
  const respond = useCommand(
    `respond to ${id}`,
    (key, body: Schema<'RespondToReview'>) =>
      dataOf(api.POST('/v1/reviews/{id}/response', { params: { path: { id }, header: { [KEY_HEADER]: key } }, body })),
    { changes: () => [['reviews']] },
  );

  function send(values: { text: string }): void {
    respond.mutate(values, {
      onError(error) {
        setFieldErrors(form, error);
        onChanged(error);
      },
    });
  }

  return (
    <form onSubmit={form.onSubmit(send)} noValidate className={styles.form}>
      <Textarea
        label="Your response"
        description="You can respond once. It appears below the review."
        required
        maxLength={2_000}
        {...form.getInputProps('text')}
      />
      <FormFailure what="The response was not sent" error={respond.error} />
      <div>
        <SubmitButton isBusy={respond.isPending} variant="default">
          Respond
        </SubmitButton>
      </div>
    </form>
  );
}
