import { capitalized } from '#web/kit/format.ts';
import { Textarea } from '@mantine/core';
import { REVIEW_ASPECTS } from '#domain/reviews.ts';
import { reviewErrors, toReview, type ReviewValues } from '#web/kit/review-values.ts';
import { StarField } from '#web/kit/star-field.tsx';
import type { DraftOf } from './draft.ts';
import { EditFrame } from './edit-frame.tsx';
import { useDraftForm, type EditFormProps } from './use-draft-form.ts';

/** The stars and the words of a review. */
export function ReviewEdit({ draft, field, onSave, onCancel }: EditFormProps<DraftOf<'submit_review'>>) {
  const { rating = 0, comment = '', breakdown = {} } = draft.body;
  const aspects = { quality: 0, punctuality: 0, communication: 0, value: 0, ...breakdown };
  const { form, saving, onSubmit } = useDraftForm<ReviewValues>({
    initialValues: { rating, comment, breakdown: aspects },
    validate: reviewErrors,
    toChanges(values) {
      const { bookingId: _bookingId, ...changes } = toReview(values, draft.body.bookingId ?? '');
      return changes;
    },
    onSave,
    onCancel,
  });
  const ratingError = form.errors['rating'];
  return (
    <EditFrame field={field} saving={saving} onSubmit={onSubmit} onCancel={onCancel}>
      <div data-field="rating">
        <StarField
          legend="Rating"
          isRequired
          value={form.values.rating}
          error={typeof ratingError === 'string' ? ratingError : undefined}
          onChange={(stars) => form.setFieldValue('rating', stars)}
        />
      </div>
      <div data-field="breakdown">
        {REVIEW_ASPECTS.map((aspect) => (
          <StarField
            key={aspect}
            legend={capitalized(aspect)}
            value={form.values.breakdown[aspect]}
            onChange={(stars) => form.setFieldValue(`breakdown.${aspect}`, stars as never)}
          />
        ))}
      </div>
      <div data-field="comment">
        <Textarea label="How was it?" required maxLength={2_000} {...form.getInputProps('comment')} />
      </div>
    </EditFrame>
  );
}
