import { Button, Group } from '@mantine/core';
import { FocusedNotice } from '#web/kit/focused-notice.tsx';
import { useTimes } from '#web/kit/use-times.ts';
import type { OfferTerms } from './accept-outcome.ts';
import { changedTerms } from './offers.words.ts';
import styles from './offers.module.css';

interface ChangedOfferProps {
  readonly seen: OfferTerms;
  readonly now: OfferTerms;
  /** The person goes on with the present terms. */
  readonly onDecided: () => void;
  readonly onClose: () => void;
}

/** What an offer said and what it says now, side by side: nothing is booked before the person has decided anew. */
export function ChangedOffer({ seen, now, onDecided, onClose }: ChangedOfferProps) {
  const changes = changedTerms(seen, now, useTimes());
  return (
    <div className={styles.sheet}>
      <FocusedNotice>
        The provider has changed this offer while you were looking at it. Nothing was booked.
      </FocusedNotice>
      <table className={styles.terms}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Before</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ name, before, now: present }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{before}</td>
              <td>{present}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Group>
        <Button onClick={onDecided}>Choose a new time</Button>
        <Button variant="default" onClick={onClose}>
          Back to the offers
        </Button>
      </Group>
    </div>
  );
}
