import { Button, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { FormFailure } from '#web/kit/form-failure.tsx';
const demoAccountsQuery = {
  queryKey: ['demo'],
  queryFn: async (): Promise<{ label: string; name: string; email: string; password: string }[]> => [],
};
import { useSession } from './hooks.ts';
import type { Credentials } from './session.ts';

/** Signs in as one of the invented people of a development installation; not there in production. */
export function DemoAccounts() {
  const session = useSession();
  const { data: accounts = [] } = useQuery(demoAccountsQuery);
  const login = useMutation({ mutationFn: (given: Credentials) => session.signIn(given) });
  if (accounts.length === 0) return null;
  return (
    <Stack component="section" aria-labelledby="demo-accounts" gap="xs">
      <Title order={2} id="demo-accounts">
        Try a demo account
      </Title>
      <Text c="dimmed">This is a development installation: these people are invented.</Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="xs">
        {accounts.map(({ label, name, email, password }) => (
          <Button
            key={email}
            variant="default"
            h="auto"
            py="sm"
            loading={login.isPending && login.variables.email === email}
            disabled={login.isPending}
            onClick={() => login.mutate({ email, password })}
          >
            <Stack gap={0} align="flex-start">
              <span>{name}</span>
              <Text size="xs" c="dimmed">
                {label}
              </Text>
            </Stack>
          </Button>
        ))}
      </SimpleGrid>
      <FormFailure what="You are not signed in" error={login.error} />
    </Stack>
  );
}
