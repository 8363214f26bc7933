import { PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { FormFailure, setFieldErrors } from '#web/kit/form-failure.tsx';
import { PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { SubmitButton } from '#web/kit/submit-button.tsx';
import { PAGES } from '#web/pages.ts';
import { useSession } from './hooks.ts';

/** Asks for an account; a mail with a link opens it. */
export function RegisterPage() {
  const session = useSession();
  const form = useForm({ mode: 'uncontrolled', initialValues: { name: '', email: '', password: '' } });
  const registration = useMutation({
    mutationFn: (values: typeof form.values) => session.register(values),
    onError: (error) => setFieldErrors(form, error),
  });
  if (registration.isSuccess) {
    return (
      <Page title="Check your mail" isReading>
        <Text>
          A mail is on its way to the address that you gave. Open the link in it to confirm the address; then you are
          signed in.
        </Text>
      </Page>
    );
  }
  return (
    <Page
      title="Register"
      isReading
      lead={
        <>
          Have an account?{' '}
          <PageLink underline="always" to={PAGES.signIn.path}>
            Sign in
          </PageLink>
        </>
      }
    >
      <form onSubmit={form.onSubmit((values) => registration.mutate(values))} noValidate>
        <Stack maw={420}>
          <TextInput label="Name" autoComplete="name" required key={form.key('name')} {...form.getInputProps('name')} />
          <TextInput
            label="Mail address"
            type="email"
            autoComplete="email"
            required
            key={form.key('email')}
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label="Password"
            description="At least 10 characters."
            autoComplete="new-password"
            required
            visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <FormFailure what="The account was not requested" error={registration.error} />
          <SubmitButton isBusy={registration.isPending}>Register</SubmitButton>
        </Stack>
      </form>
    </Page>
  );
}
