import { Skeleton, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useApi } from '#web/api/hooks.ts';
import type { Schema } from '#web/api/client.ts';
import { Facts } from '#web/kit/facts.tsx';
import { capitalized, formatList } from '#web/kit/format.ts';
import { formatWhen, viewerZone } from '#web/kit/format-time.ts';
import { PageLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { budgetWords, placeWords, plainWord, requestTitle, serviceTitle, timingWords } from '#web/kit/request-words.ts';
import { Section } from '#web/kit/section.tsx';
import { StoredImage } from '#web/kit/stored-image.tsx';
import { ToneBadge } from '#web/kit/status-badge.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { PAGES } from '#web/pages.ts';
import styles from './leads.module.css';
import { leadQuery, offerQuery, ownProviderQuery } from './leads.queries.ts';
import { distanceFromYou, fitWords, leadLook, reasonsToAsk } from './leads.words.ts';
import { OfferCard } from './offer-card.tsx';
import { OfferForm } from './offer-form.tsx';

type Lead = Schema<'Lead'>;

/** One request as the provider sees it who was told of it, and the offer for it. */
export function LeadPage() {
  const { requestId = '' } = useParams({ strict: false });
  const { data: lead } = useSuspenseQuery(leadQuery(useApi(), requestId));
  const { word, tone } = leadLook(lead);
  const canOffer = lead.allowedActions.includes('submit_offer');
  return (
    <Page
      title={requestTitle(lead)}
      state={word}
      badge={<ToneBadge tone={tone}>{word}</ToneBadge>}
      back={<PageLink to={PAGES.leads.path}>Leads</PageLink>}
    >
      <div className={styles.columns}>
        <div className={styles.column}>
          <Section title="What they ask for">
            <Asked lead={lead} />
          </Section>
          <Section title="Why you were asked" skeleton={<Skeleton height={72} aria-hidden />}>
            <Why lead={lead} />
          </Section>
        </div>
        <div className={styles.column}>
          {canOffer && (
            <Section title="Make an offer" isNext skeleton={<Skeleton height={520} aria-hidden />}>
              <OfferForm lead={lead} />
            </Section>
          )}
          {lead.ownOfferId !== null && (
            <Section title={canOffer ? 'Your last offer' : 'Your offer'} isPlain>
              <OwnOffer id={lead.ownOfferId} />
            </Section>
          )}
          {!canOffer && lead.ownOfferId === null && (
            <Section title="Your offer">
              <Text>This request takes no offers from you at the moment.</Text>
            </Section>
          )}
        </div>
      </div>
    </Page>
  );
}

function Asked({ lead }: { lead: Lead }) {
  const nowMs = useNow();
  const { requirements, location, timing, budget, media } = lead;
  const away = distanceFromYou(location.distanceKm);
  const isOpen = lead.allowedActions.length > 0;
  return (
    <>
      <Facts
        facts={[
          ['Service', serviceTitle(lead.serviceType)],
          ['Specializations', capitalized(formatList(requirements.specializations.map(plainWord)))],
          ['Budget', budgetWords(budget) ?? 'Not stated'],
          ['When', capitalized(timingWords(timing))],
          ['Where', away === undefined ? placeWords(location) : `${placeWords(location)}, ${away}`],
          [
            'In their words',
            requirements.description === '' ? undefined : (
              <span key="said" className={styles.said}>
                {requirements.description}
              </span>
            ),
          ],
          ['Open until', isOpen ? formatWhen(lead.expiresAt, viewerZone(), nowMs) : undefined],
        ]}
      />
      {media.length > 0 && (
        <ul className={styles.images} aria-label="Their photos">
          {media.map((mediaId, index) => (
            <li key={mediaId}>
              <StoredImage mediaId={mediaId} alt={`Photo ${index + 1} of ${media.length}`} size={88} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Why({ lead }: { lead: Lead }) {
  const { data: provider } = useSuspenseQuery(ownProviderQuery(useApi()));
  return (
    <div>
      <Text fw={600}>{fitWords(lead.score)}</Text>
      <ul className={styles.reasons}>
        {reasonsToAsk(lead, provider).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  );
}

function OwnOffer({ id }: { id: string }) {
  const { data: offer } = useSuspenseQuery(offerQuery(useApi(), id));
  return <OfferCard offer={offer} />;
}
