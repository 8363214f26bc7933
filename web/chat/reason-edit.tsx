import { Textarea } from '@mantine/core';
import type { DraftOf } from './draft.ts';
import { EditFrame } from './edit-frame.tsx';
import { useDraftForm, type EditFormProps } from './use-draft-form.ts';

/** Why a request is cancelled. */
export function ReasonEdit({ draft, field, onSave, onCancel }: EditFormProps<DraftOf<'cancel_request'>>) {
  const { form, saving, onSubmit } = useDraftForm({
    initialValues: { reason: draft.body.reason ?? '' },
    validate: ({ reason }): Record<string, string> =>
      reason.trim().length < 3 ? { reason: 'Say in a few words why.' } : {},
    toChanges: ({ reason }) => ({ reason }),
    onSave,
    onCancel,
  });
  return (
    <EditFrame field={field} saving={saving} onSubmit={onSubmit} onCancel={onCancel}>
      <Textarea label="Reason" required maxLength={500} {...form.getInputProps('reason')} />
    </EditFrame>
  );
}
