import { Skeleton, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useApi } from '#web/api/hooks.ts';
import type { Schema } from '#web/api/client.ts';
import { WEEKDAYS } from '#domain/local-date.ts';
import { Facts } from '#web/kit/facts.tsx';
import { capitalized, formatList, plural } from '#web/kit/format.ts';
import { ButtonLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { placeWords, plainWord } from '#web/kit/request-words.ts';
import { Section } from '#web/kit/section.tsx';
import { ToneBadge } from '#web/kit/status-badge.tsx';
import { dayWords, windowsWords } from '#web/kit/week.ts';
import { PAGES } from '#web/pages.ts';
import { OwnReviews } from './own-reviews.tsx';
import { providerLook } from './provider.words.ts';
import styles from './provider.module.css';
import { ownProviderQuery } from './provider.queries.ts';
import { Reputation } from './reputation.tsx';
import { ServiceList } from './service-list.tsx';

type Provider = Schema<'OwnProvider'>;

/** One's own provider as it stands: what is offered, when, and what is said about it. */
export function ProfilePage() {
  const { data: provider } = useSuspenseQuery(ownProviderQuery(useApi()));
  const { word, tone } = providerLook(provider.status);
  return (
    <Page
      title={provider.businessName ?? provider.name}
      state={word}
      badge={<ToneBadge tone={tone}>{word}</ToneBadge>}
      actions={
        <ButtonLink variant="default" to={PAGES.publicProvider.path} params={{ providerId: provider.id }}>
          See your public page
        </ButtonLink>
      }
    >
      <div className={styles.columns}>
        <Section title="About you">
          <About provider={provider} />
        </Section>
        <Section title="Reputation">
          <Reputation reputation={provider.reputation} />
        </Section>
      </div>
      <Section title="Services">
        <ServiceList services={provider.services} />
      </Section>
      <div className={styles.columns}>
        <Section
          title="Hours"
          actions={
            <ButtonLink variant="default" to={PAGES.hours.path}>
              Change your hours
            </ButtonLink>
          }
        >
          <Hours provider={provider} />
        </Section>
        <Section title="How you can be booked">
          <Settings provider={provider} />
        </Section>
      </div>
      <Section title="Reviews" skeleton={<Skeleton height={200} aria-hidden />}>
        <OwnReviews />
      </Section>
    </Page>
  );
}

function About({ provider }: { provider: Provider }) {
  const { bio, yearsExperience, location, specializations } = provider;
  return (
    <>
      {bio !== '' && <Text className={styles.said}>{bio}</Text>}
      <Facts
        facts={[
          ['Name', provider.name],
          ['Experience', yearsExperience > 0 ? plural(yearsExperience, { one: 'year', other: 'years' }) : undefined],
          ['Specializations', capitalized(formatList(specializations.map(plainWord)))],
          ['Area', `${placeWords(location)}, up to ${location.serviceRadiusKm} km away`],
          ['Mail', provider.email],
          ['Phone', provider.phone],
          ['Address', provider.address],
        ]}
      />
      <Text size="xs" c="dimmed">
        Mail, phone and address are shown to clients only when they have booked you.
      </Text>
    </>
  );
}

function Hours({ provider: { availability, timezone } }: { provider: Provider }) {
  const { schedule } = availability;
  return (
    <Facts
      facts={[
        ...WEEKDAYS.map((day) => [dayWords(day), windowsWords(schedule[day] ?? [])] as const),
        ['Time zone', timezone.replaceAll('_', ' ')],
      ]}
    />
  );
}

function Settings({ provider: { settings } }: { provider: Provider }) {
  const { minNoticeHours, maxBookingsPerDay, bufferMinutes } = settings;
  return (
    <Facts
      facts={[
        ['Notice', minNoticeHours === 0 ? 'None' : `At least ${minNoticeHours} h before`],
        ['Between bookings', bufferMinutes === 0 ? 'No break' : `${bufferMinutes} min break`],
        ['Bookings per day', maxBookingsPerDay === null ? 'As many as fit' : `At most ${maxBookingsPerDay}`],
      ]}
    />
  );
}
