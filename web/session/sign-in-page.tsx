import { PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { Navigate, useSearch } from '@tanstack/react-router';
import { isProblem } from '#web/api/problem-error.ts';
import { homeOf } from '#web/frame/nav.ts';
import { FormFailure, setFieldErrors } from '#web/kit/form-failure.tsx';
import { PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { SubmitButton } from '#web/kit/submit-button.tsx';
import { PAGES } from '#web/pages.ts';
import { DemoAccounts } from './demo-accounts.tsx';
import { ownPathOf } from './own-path.ts';
import { useSession, useSessionState } from './hooks.ts';

/** Signs in and leads on to where somebody wanted to go. */
export function SignInPage() {
  const session = useSession();
  const state = useSessionState();
  const { next } = useSearch({ strict: false });
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: '', password: '', code: '' } });
  const login = useMutation({
    mutationFn: ({ code, ...rest }: typeof form.values) => session.signIn({ ...rest, ...(code !== '' && { code }) }),
    onError: (error) => setFieldErrors(form, error),
  });
  if (state.status === 'signedIn') {
    return <Navigate to={(ownPathOf(next) ?? PAGES[homeOf(state.account.roles)].path) as '/'} replace />;
  }
  const asksForCode = isProblem(login.error, 'login_confirmation_required');
  return (
    <Page
      title="Sign in"
      isReading
      lead={
        <>
          No account yet?{' '}
          <PageLink underline="always" to={PAGES.register.path}>
            Register
          </PageLink>
        </>
      }
    >
      <form onSubmit={form.onSubmit((values) => login.mutate(values))} noValidate>
        <Stack maw={420}>
          <TextInput
            label="Mail address"
            type="email"
            autoComplete="username"
            required
            key={form.key('email')}
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          {asksForCode && (
            <TextInput
              label="Code from the mail"
              description="Many logins for this address have failed lately. A code is on its way to it."
              autoComplete="one-time-code"
              key={form.key('code')}
              {...form.getInputProps('code')}
            />
          )}
          <FormFailure what="You are not signed in" error={login.error} />
          <SubmitButton isBusy={login.isPending}>Sign in</SubmitButton>
        </Stack>
      </form>
      <DemoAccounts />
      <Text c="dimmed" size="xs">
        Forgotten passwords are reset by an operator.
      </Text>
    </Page>
  );
}
