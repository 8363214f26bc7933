import { Button, VisuallyHidden } from '@mantine/core';
import styles from './draft-facts.module.css';
import type { DraftFact } from './fact.ts';

interface DraftFactsProps {
  readonly facts: readonly DraftFact[];
  /** Those of the revision before, to show what has changed. */
  readonly before?: readonly DraftFact[] | undefined;
  readonly onEdit?: ((field: string) => void) | undefined;
}

/** What a draft says, each fact with the way to change it. */
export function DraftFacts({ facts, before, onEdit }: DraftFactsProps) {
  const earlier = new Map(before?.map(({ name, lines }) => [name, lines.join(', ')]));
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, lines, field, before: present }) => {
        const was = earlier.get(name) ?? present;
        return (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd className={styles.value}>
              <div>
                {lines.map((line) => (
                  <div key={line}>{line}</div>
                ))}
                {was !== undefined && was !== lines.join(', ') && <div className={styles.was}>was {was}</div>}
                {before !== undefined && !earlier.has(name) && <div className={styles.was}>new</div>}
              </div>
              {onEdit && field !== undefined && (
                <Button variant="subtle" size="compact-md" className={styles.edit} onClick={() => onEdit(field)}>
                  Edit <VisuallyHidden>{name}</VisuallyHidden>
                </Button>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
