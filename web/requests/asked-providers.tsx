import { Text, Title } from '@mantine/core';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { isOpenRequest } from '#domain/lifecycles/request.ts';
import type { Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { FactorBars } from '#web/kit/factor-bars.tsx';
import { factorRows, FACTOR_WORDS } from '#web/kit/factors.ts';
import { formatShare } from '#web/kit/format.ts';
import { PageLink } from '#web/kit/links.tsx';
import { distanceWords } from '#web/kit/request-words.ts';
import { ShowMore } from '#web/kit/show-more.tsx';
import { PAGES } from '#web/pages.ts';
import { matchesQuery } from './requests.queries.ts';
import { rejectionWords } from './requests.words.ts';
import styles from './requests.module.css';

type Match = Schema<'Matches'>['items'][number];

/** Who was asked and why, as bars and as a table, and why others were not. */
export function AskedProviders({ request }: { request: Schema<'ServiceRequest'> }) {
  const list = useSuspenseInfiniteQuery(matchesQuery(useApi(), request.id));
  const matches = itemsOf(list.data);
  const rejections = list.data.pages[0]?.rejections ?? [];
  return (
    <>
      {matches.length === 0 ? (
        <Text c="dimmed">{isOpenRequest(request.status) ? 'Nobody has been asked yet.' : 'Nobody was asked.'}</Text>
      ) : (
        <>
          <MatchList matches={matches} />
          <ShowMore list={list} label="Show more of them" />
          <MatchTable matches={matches} />
        </>
      )}
      {rejections.length > 0 && <Rejections rejections={rejections} />}
    </>
  );
}

function MatchList({ matches }: { matches: readonly Match[] }) {
  return (
    <ol className={styles.matches} aria-label="Providers who were asked, best fit first">
      {matches.map(({ providerId, name, distanceKm, score, factors }) => (
        <li key={providerId} className={styles.match}>
          <div className={styles.matchHead}>
            <PageLink className={styles.name ?? ''} to={PAGES.publicProvider.path} params={{ providerId }}>
              {name}
            </PageLink>
            <span className={styles.aside}>
              {[`fits ${formatShare(score)}`, ...(distanceKm === null ? [] : [distanceWords(distanceKm)])].join(' · ')}
            </span>
          </div>
          <FactorBars factors={factors} />
        </li>
      ))}
    </ol>
  );
}

function MatchTable({ matches }: { matches: readonly Match[] }) {
  return (
    <details>
      <summary className={styles.summary}>The same as a table</summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <section className={styles.scroll} aria-label="How well providers fit" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Provider</th>
              <th scope="col">Fit</th>
              {Object.entries(FACTOR_WORDS).map(([factor, word]) => (
                <th key={factor} scope="col">
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matches.map(({ providerId, name, score, factors }) => (
              <tr key={providerId}>
                <th scope="row">{name}</th>
                <td>{formatShare(score)}</td>
                {factorRows(factors).map(({ factor, share }) => (
                  <td key={factor}>{formatShare(share)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

function Rejections({ rejections }: Pick<Schema<'Matches'>, 'rejections'>) {
  return (
    <div>
      <Title order={3}>Who was not asked</Title>
      <ul className={styles.rejections}>
        {rejections.map((rejection) => (
          <li key={rejection.reason}>{rejectionWords(rejection)}</li>
        ))}
      </ul>
    </div>
  );
}
