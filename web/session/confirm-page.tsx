import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { FormFailure } from '#web/kit/form-failure.tsx';
import { Page } from '#web/kit/page.tsx';
import { PAGES } from '#web/pages.ts';
import { useSession } from './hooks.ts';

/** Where the link of a mail leads to: one press opens the account, so that programs which follow links open none. */
export function ConfirmPage() {
  const session = useSession();
  const [token] = useState(takeToken);
  const confirmation = useMutation({ mutationFn: (given: string) => session.confirm(given) });
  if (confirmation.isSuccess) return <Navigate to={PAGES.home.path} replace />;
  if (token === '') {
    return (
      <Page title="Confirm your mail address" isReading>
        <Text>This page belongs to the link of a mail: open it from there.</Text>
      </Page>
    );
  }
  return (
    <Page title="Confirm your mail address" isReading lead="One press opens your account and signs you in.">
      <FormFailure what="The address was not confirmed" error={confirmation.error} />
      <div>
        <Button loading={confirmation.isPending} onClick={() => confirmation.mutate(token)}>
          Open my account
        </Button>
      </div>
    </Page>
  );
}

/** The token stands behind the `#`, which no server sees; it is taken out of the address and so out of the history. */
function takeToken(): string {
  const token = window.location.hash.slice(1);
  if (token !== '') window.history.replaceState(window.history.state, '', window.location.pathname);
  return token;
}
