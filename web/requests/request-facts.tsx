import { Text } from '@mantine/core';
import type { Schema } from '#web/api/client.ts';
import { Facts } from '#web/kit/facts.tsx';
import { capitalized, formatDistance, formatList } from '#web/kit/format.ts';
import { budgetWords, placeWords, plainWord, serviceTitle, timingWords } from '#web/kit/request-words.ts';
import { StoredImage } from '#web/kit/stored-image.tsx';
import { useTimes } from '#web/kit/use-times.ts';
import styles from './requests.module.css';

/** What was asked for. */
export function RequestFacts({ request }: { request: Schema<'ServiceRequest'> }) {
  const { serviceType, requirements, location, timing, budget, rawInput, expiresAt, status, media } = request;
  const { when } = useTimes();
  const isOpen = status === 'pending' || status === 'matching' || status === 'offers_received';
  const special = formatList(requirements.specializations.map(plainWord));
  return (
    <>
      {rawInput !== '' && (
        <Text component="blockquote" className={styles.said}>
          {rawInput}
        </Text>
      )}
      <Facts
        facts={[
          ['What', special === '' ? serviceTitle(serviceType) : `${serviceTitle(serviceType)}, ${special}`],
          ['Details', requirements.description],
          ['Where', placeWords(location)],
          ['How far', `Up to ${formatDistance(location.maxDistanceKm)} away`],
          ['When', capitalized(timingWords(timing))],
          ['Budget', budgetWords(budget) ?? 'Not stated'],
          ['Open until', isOpen && when(expiresAt)],
        ]}
      />
      {media.length > 0 && (
        <ul className={styles.gallery} aria-label="Images">
          {media.map((mediaId, index) => (
            <li key={mediaId}>
              <StoredImage mediaId={mediaId} alt={`Image ${index + 1} of ${media.length}`} size={160} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
