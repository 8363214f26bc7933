import { Button, Group } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { dataOf, type Schema } from '#web/api/client.ts';
import { useApi, useCommand } from '#web/api/hooks.ts';
import { keyOf } from '#web/api/queries.ts';
import { KEY_HEADER } from '#web/api/resend.ts';
import { FormFailure, setFieldErrors } from '#web/kit/form-failure.tsx';
import { SubmitButton } from '#web/kit/submit-button.tsx';
import { RequestFields } from '#web/kit/request-fields.tsx';
import { requestErrors, toEditBody, toRequestValues, type RequestValues } from '#web/kit/request-form.ts';
import { useChangedMeanwhile } from '#web/kit/use-changed-meanwhile.ts';

interface EditRequestProps {
  readonly request: Schema<'ServiceRequest'>;
  readonly onDone: () => void;
}

/** Changes what is asked for, as long as no offer is in. */
export default function EditRequest({ request, onDone }: EditRequestProps) {
  const { id } = request;
  const api = useApi();
  const cache = useQueryClient();
  const form = useForm<RequestValues>({ initialValues: toRequestValues(request), validate: requestErrors });
  const onChanged = useChangedMeanwhile(['requests', id], 'The request');
  const edit = useCommand(`edit request ${id}`, (key, body: Schema<'EditRequest'>) =>
    dataOf(api.PATCH('/v1/requests/{id}', { params: { path: { id }, header: { [KEY_HEADER]: key } }, body })),
  );

  function save(values: RequestValues): void {
    const body = toEditBody(values, request);
    if (!body) return onDone();
    edit.mutate(body, {
      onSuccess: (changed) => {
        cache.setQueryData(keyOf('/v1/requests/{id}', { path: { id } }), changed);
        onDone();
      },
      onError(error) {
        setFieldErrors(form, error);
        onChanged(error);
      },
    });
  }

  return (
    <form onSubmit={form.onSubmit(save)} noValidate>
      <RequestFields form={form} />
      <FormFailure what="The request was not changed" error={edit.error} />
      <Group mt="lg">
        <SubmitButton isBusy={edit.isPending}>Save and ask again</SubmitButton>
        <Button variant="default" onClick={onDone}>
          Leave it as it was
        </Button>
      </Group>
    </form>
  );
}
