import { Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './comparison.module.css';
import type { DraftFact } from './fact.ts';

interface ComparisonProps {
  readonly before: readonly DraftFact[];
  readonly after: readonly DraftFact[];
  /** What has happened, in a sentence. */
  readonly children: ReactNode;
}

/** What was seen beside what stands now: only the facts that differ. */
export function Comparison({ before, after, children }: ComparisonProps) {
  const [old, now] = [before, after].map((facts) => new Map(facts.map(({ name, lines }) => [name, lines.join(', ')])));
  const names = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])];
  const differing = names.filter((name) => old?.get(name) !== now?.get(name));
  return (
    <output className={styles.comparison}>
      <Text fw={600}>{children}</Text>
      {differing.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">
                <VisuallyHidden>What</VisuallyHidden>
              </th>
              <th scope="col">You saw</th>
              <th scope="col">Now</th>
            </tr>
          </thead>
          <tbody>
            {differing.map((name) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{old?.get(name) ?? 'nothing'}</td>
                <td>{now?.get(name) ?? 'nothing'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </output>
  );
}
