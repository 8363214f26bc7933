import { useState } from 'react';
import { REQUEST_PARTS, RequestFields } from '#web/kit/request-fields.tsx';
import { requestErrors } from '#web/kit/request-form.ts';
import type { AboutRequest, DraftOf } from './draft.ts';
import { EditFrame } from './edit-frame.tsx';
import { requestDraftChanges, requestDraftValues } from './request-draft-form.ts';
import { useDraftForm, type EditFormProps } from './use-draft-form.ts';

type RequestDraft = DraftOf<'create_service_request'> | DraftOf<'update_request_details'>;

/** The part of a request that is to be changed; all of it as long as it is not complete. */
export function RequestEdit({ draft, field, onSave, onCancel }: EditFormProps<RequestDraft>) {
  const about: AboutRequest | undefined = draft.kind === 'update_request_details' ? draft.about : undefined;
  const [opened] = useState(() => requestDraftValues(draft.body, about));
  const { form, saving, onSubmit } = useDraftForm({
    initialValues: opened,
    validate: requestErrors,
    toChanges: (values) => requestDraftChanges(values, opened, draft.body),
    onSave,
    onCancel,
  });
  const isComplete = Object.keys(requestErrors(opened)).length === 0;
  const only = isComplete ? REQUEST_PARTS.find((part) => part === field) : undefined;
  return (
    <EditFrame field={field} saving={saving} onSubmit={onSubmit} onCancel={onCancel}>
      <RequestFields form={form} only={only} />
    </EditFrame>
  );
}
