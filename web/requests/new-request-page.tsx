import { Group, Skeleton, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { dataOf, type Schema } from '#web/api/client.ts';
import { useApi, useCommand } from '#web/api/hooks.ts';
import { keyOf, one } from '#web/api/queries.ts';
import { KEY_HEADER } from '#web/api/resend.ts';
import { FormFailure, setFieldErrors } from '#web/kit/form-failure.tsx';
import { ImageButton } from '#web/kit/image-button.tsx';
import { ImageStrip } from '#web/kit/image-strip.tsx';
import { PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { Section } from '#web/kit/section.tsx';
import { SubmitButton } from '#web/kit/submit-button.tsx';
import { useImageUploads } from '#web/kit/use-image-uploads.ts';
import { PAGES } from '#web/pages.ts';
import {
  NO_REQUEST,
  requestErrors,
  toRequestBody,
  toRequestValues,
  type RequestValues,
} from '#web/kit/request-form.ts';
import { RequestFields } from '#web/kit/request-fields.tsx';
import styles from './new-request.module.css';

/** The form that says what is needed; `from` in the address names a request to begin with. */
export function NewRequestPage() {
  const { from } = useSearch({ strict: false });
  return (
    <Page
      title="New request"
      isReading
      lead={
        <>
          Or{' '}
          <PageLink to={PAGES.newChat.path} underline="always">
            say it in a sentence
          </PageLink>
        </>
      }
      back={<PageLink to={PAGES.requests.path}>Your requests</PageLink>}
    >
      <Section title="What you need" hideTitle skeleton={<Skeleton height={640} />}>
        {from === undefined ? <NewRequest initial={NO_REQUEST} /> : <RequestAgain requestId={from} />}
      </Section>
    </Page>
  );
}

function RequestAgain({ requestId }: { requestId: string }) {
  const { data } = useSuspenseQuery(one(useApi(), '/v1/requests/{id}', { path: { id: requestId } }));
  const { timing, ...rest } = toRequestValues(data);
  return <NewRequest initial={{ ...rest, timing: { ...timing, preferredDates: [''] }, media: [] }} />;
}

function NewRequest({ initial }: { initial: RequestValues }) {
  const api = useApi();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const form = useForm<RequestValues>({ initialValues: initial, validate: requestErrors });
  const uploads = useImageUploads();
  const create = useCommand(
    'new request',
    (key, body: Schema<'CreateRequest'>) =>
      dataOf(api.POST('/v1/requests', { params: { header: { [KEY_HEADER]: key } }, body })),
    { changes: () => [['requests', {}]] },
  );

  function send(values: RequestValues): void {
    create.mutate(toRequestBody({ ...values, media: uploads.mediaIds }), {
      onSuccess: (request) => {
        cache.setQueryData(keyOf('/v1/requests/{id}', { path: { id: request.id } }), request);
        void navigate({ to: PAGES.request.path, params: { requestId: request.id } });
      },
      onError: (error) => setFieldErrors(form, error),
    });
  }

  return (
    <form onSubmit={form.onSubmit(send)} noValidate>
      <RequestFields form={form} />
      <Images uploads={uploads} />
      <FormFailure what="The request was not sent" error={create.error} />
      <Text c="dimmed" size="xs" mt="lg" mb="xs">
        Providers who fit are asked at once. They see what you need and the area, not your name or address.
      </Text>
      <SubmitButton isBusy={create.isPending || uploads.isUploading}>Send to providers</SubmitButton>
    </form>
  );
}

/** Images that show what is meant; they are uploaded as they are chosen. */
function Images({ uploads }: { uploads: ReturnType<typeof useImageUploads> }) {
  const { images, refusal, add, remove, retry } = uploads;
  return (
    <div className={styles.images}>
      <Group gap="sm">
        <ImageButton onChoose={add} isLabelled />
        <Text c="dimmed" size="xs">
          Optional. The providers who are asked can see them.
        </Text>
      </Group>
      <ImageStrip images={images} refusal={refusal} onRemove={remove} onRetry={retry} />
    </div>
  );
}
