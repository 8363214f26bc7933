import { Button, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApi } from '#web/api/hooks.ts';
import { one } from '#web/api/queries.ts';
import { homeOf } from '#web/frame/nav.ts';
import { FormFailure } from '#web/kit/form-failure.tsx';
import { PAGES } from '#web/pages.ts';
import { useSession } from './hooks.ts';
import type { Credentials } from './session.ts';

const COLUMNS = { base: 1, xs: 2, md: 4 };

/** Signs in as one of the invented people of a development installation; not there in production. */
export function DemoAccounts() {
  const session = useSession();
  const api = useApi();
  const { data: installation } = useQuery(one(api, '/v1/installation'));
  const offers = installation?.offersDemoAccounts ?? false;
  const { data } = useQuery({ ...one(api, '/v1/demo-accounts'), enabled: offers });
  const accounts = data?.items ?? [];
  const navigate = useNavigate();
  const login = useMutation({
    mutationFn: (given: Credentials) => session.signIn(given),
    onSuccess: ({ roles }) => navigate({ to: PAGES[homeOf(roles)].path as '/' }),
  });
  if (!offers) return null;
  if (!data) return <DemoAccountsSkeleton />;
  return (
    <Stack component="section" aria-labelledby="demo-accounts" gap="xs">
      <Title order={2} id="demo-accounts">
        Try a demo account
      </Title>
      <Text c="dimmed">This is a development installation: these people are invented.</Text>
      <SimpleGrid cols={COLUMNS} spacing="xs">
        {accounts.map(({ label, name, email, password }) => (
          <Button
            key={email}
            variant="default"
            h="auto"
            py="sm"
            justify="flex-start"
            loading={login.isPending && login.variables.email === email}
            disabled={login.isPending}
            onClick={() => login.mutate({ email, password })}
          >
            <Stack gap={0} align="flex-start" ta="start">
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

/** As high as four accounts below their title. */
function DemoAccountsSkeleton() {
  return (
    <Stack gap="xs" aria-hidden>
      <Skeleton height={54} width="60%" />
      <SimpleGrid cols={COLUMNS} spacing="xs">
        {[1, 2, 3, 4].map((account) => (
          <Skeleton key={account} height={68} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}
