import { Skeleton, Text } from '@mantine/core';
import { useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { Empty } from '#web/kit/empty.tsx';
import { Facts } from '#web/kit/facts.tsx';
import { capitalized, formatList, plural } from '#web/kit/format.ts';
import { Page } from '#web/kit/page.tsx';
import { Rating } from '#web/kit/rating.tsx';
import { placeWords, plainWord } from '#web/kit/request-words.ts';
import { Section } from '#web/kit/section.tsx';
import { ShowMore } from '#web/kit/show-more.tsx';
import { ToneBadge } from '#web/kit/status-badge.tsx';
import { FreeTimes } from './free-times.tsx';
import { providerLook } from './provider.words.ts';
import styles from './provider.module.css';
import { providerQuery, reviewsQuery } from './provider.queries.ts';
import { Reputation } from './reputation.tsx';
import { ReviewCard } from './review-card.tsx';
import { ServiceList } from './service-list.tsx';

/** A provider as anybody sees them: what they do, when they are free, and what is said about them. */
export function PublicProviderPage() {
  const { providerId = '' } = useParams({ strict: false });
  const { data: provider } = useSuspenseQuery(providerQuery(useApi(), providerId));
  const { location, specializations, reputation, status, yearsExperience } = provider;
  const { word, tone } = providerLook(status);
  return (
    <Page
      title={provider.businessName ?? provider.name}
      badge={status === 'active' ? <Rating {...reputation} /> : <ToneBadge tone={tone}>{word}</ToneBadge>}
      lead={provider.businessName === null ? placeWords(location) : `${provider.name}, ${placeWords(location)}`}
    >
      <Section title="Services">
        <ServiceList services={provider.services} />
      </Section>
      <div className={styles.columns}>
        <Section title="Next free times" skeleton={<Skeleton height={200} aria-hidden />}>
          <FreeTimes provider={provider} />
        </Section>
        <Section title="About">
          {provider.bio !== '' && <Text className={styles.said}>{provider.bio}</Text>}
          <Facts
            facts={[
              [
                'Experience',
                yearsExperience > 0 ? plural(yearsExperience, { one: 'year', other: 'years' }) : undefined,
              ],
              ['Specializations', capitalized(formatList(specializations.map(plainWord)))],
              ['Area', `Up to ${location.serviceRadiusKm} km around ${placeWords(location)}`],
            ]}
          />
          <Reputation reputation={reputation} />
        </Section>
      </div>
      <Section title="Reviews" skeleton={<Skeleton height={200} aria-hidden />}>
        <Reviews providerId={providerId} />
      </Section>
    </Page>
  );
}

function Reviews({ providerId }: { providerId: string }) {
  const list = useSuspenseInfiniteQuery(reviewsQuery(useApi(), providerId));
  const reviews = itemsOf(list.data);
  if (reviews.length === 0) return <Empty title="No reviews yet">Clients review after a completed booking.</Empty>;
  return (
    <>
      <ul className={styles.reviews}>
        {reviews.map((review) => (
          <li key={review.id}>
            <ReviewCard review={review} />
          </li>
        ))}
      </ul>
      <ShowMore list={list} label="Show older reviews" />
    </>
  );
}
