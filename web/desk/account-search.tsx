import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { dataOf } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { isProblem } from '#web/api/problem-error.ts';
import { FormFailure, setFieldErrors } from '#web/kit/form-failure.tsx';
import { SubmitButton } from '#web/kit/submit-button.tsx';
import { PAGES } from '#web/pages.ts';
import styles from './desk.module.css';
import { accountQuery } from './desk.queries.ts';

/** Leads to the account of a mail address. The address is sent in a body: addresses of pages end up in logs. */
export function AccountSearch() {
  const api = useApi();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: '' } });
  const search = useMutation({
    mutationFn: (body: { email: string }) => dataOf(api.POST('/v1/admin/account-searches', { body })),
    onError: (error) => setFieldErrors(form, error),
    onSuccess(account) {
      queryClient.setQueryData(accountQuery(api, account.id).queryKey, account);
      void navigate({ to: PAGES.deskAccount.path, params: { accountId: account.id } });
    },
  });
  const isUnknown = isProblem(search.error, 'not_found');
  const isInvalid = isProblem(search.error, 'validation_failed');
  return (
    <form onSubmit={form.onSubmit((values) => search.mutate(values))} noValidate>
      <div className={styles.search}>
        <TextInput
          label="Mail address"
          type="email"
          autoComplete="off"
          required
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <SubmitButton isBusy={search.isPending} variant="default">
          Find
        </SubmitButton>
      </div>
      {isUnknown && (
        <Text component="output" mt="xs" display="block">
          No account has this mail address.
        </Text>
      )}
      {!isUnknown && !isInvalid && <FormFailure what="The search failed" error={search.error} />}
    </form>
  );
}
