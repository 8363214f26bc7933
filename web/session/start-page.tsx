import { Anchor, Group, Text, Title } from '@mantine/core';
import { homeOf } from '#web/frame/nav.ts';
import { ButtonLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { SentenceBox } from '#web/kit/sentence-box.tsx';
import { PAGES } from '#web/pages.ts';
import { DemoAccounts } from './demo-accounts.tsx';
import styles from './start-page.module.css';
import { useSessionState } from './hooks.ts';

const STEPS = [
  ['Say it in a sentence', 'An agent turns it into a request and asks for what is missing.'],
  ['Compare offers', 'Providers who fit and are free make offers with prices and times.'],
  ['Book one time', 'The slot is yours or you are told at once; nobody is booked twice.'],
] as const;

/** What this is, and the quickest way to try it. */
export function StartPage() {
  const session = useSessionState();
  return (
    <Page
      title="Skilled work, booked by saying what you need"
      lead="Haircuts, cleaning, plumbing, electrical work and photography, from people near you."
      actions={
        session.status === 'signedOut' && (
          <Group gap="xs">
            <ButtonLink variant="default" to={PAGES.signIn.path}>
              Sign in
            </ButtonLink>
            <ButtonLink variant="default" to={PAGES.register.path}>
              Register
            </ButtonLink>
          </Group>
        )
      }
    >
      <SentenceBox withExamples />
      {session.status === 'signedIn' ? (
        <div>
          <ButtonLink variant="default" to={PAGES[homeOf(session.account.roles)].path}>
            Go to your overview
          </ButtonLink>
        </div>
      ) : (
        <DemoAccounts />
      )}
      <ol className={styles.steps}>
        {STEPS.map(([title, text]) => (
          <li key={title}>
            <Title order={2} size="h3">
              {title}
            </Title>
            <Text c="dimmed">{text}</Text>
          </li>
        ))}
      </ol>
      <Text c="dimmed" size="xs">
        For developers:{' '}
        <Anchor href="/api/docs" inherit underline="always">
          the API
        </Anchor>{' '}
        and{' '}
        <Anchor href="/api/openapi.json" inherit underline="always">
          its OpenAPI document
        </Anchor>
        .
      </Text>
    </Page>
  );
}
