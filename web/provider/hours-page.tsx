import { Skeleton } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useApi } from '#web/api/hooks.ts';
import { PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { Section } from '#web/kit/section.tsx';
import { PAGES } from '#web/pages.ts';
import { FreeTimes } from './free-times.tsx';
import { HoursEditor } from './hours-editor.tsx';
import { ownProviderQuery } from './provider.queries.ts';

/** When a provider works, and which times are free because of it. */
export function HoursPage() {
  return (
    <Page
      title="Hours"
      lead="When you can be booked. Changes apply to new offers and bookings at once; existing bookings stay."
      back={<PageLink to={PAGES.profile.path}>Profile</PageLink>}
    >
      <Section title="When you work" hideTitle isPlain skeleton={<Skeleton height={720} aria-hidden />}>
        <Editor />
      </Section>
      <Section title="Your free times" skeleton={<Skeleton height={240} aria-hidden />}>
        <Preview />
      </Section>
    </Page>
  );
}

function Editor() {
  const { data: provider } = useSuspenseQuery(ownProviderQuery(useApi()));
  return <HoursEditor provider={provider} />;
}

function Preview() {
  const { data: provider } = useSuspenseQuery(ownProviderQuery(useApi()));
  return <FreeTimes provider={provider} note="Based on your saved hours. Save your changes to see them here." />;
}
