import type { ReactNode } from 'react';
import styles from './facts.module.css';

/** A fact by its name; one without a value is left out. */
export type Fact = readonly [name: string, value: ReactNode];

/** Names and values, below each other on a phone and beside each other elsewhere. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value !== undefined && value !== null && value !== false && value !== '')
        .map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
