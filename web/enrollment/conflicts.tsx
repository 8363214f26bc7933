import { Button, Group, Text } from '@mantine/core';
import { Section } from '#web/kit/section.tsx';
import type { Autosaved } from './autosave.ts';
import styles from './enrollment.module.css';
import { FIELD_WORDS, valueWords } from './enrollment.words.ts';
import type { EnrollmentField } from './fields.ts';

interface ConflictsProps {
  readonly state: Autosaved;
  readonly onDecide: (field: EnrollmentField, whose: 'mine' | 'theirs') => void;
}

/** Fields that were changed here and on another device, old and new side by side. */
export function Conflicts({ state: { conflicts, mine, enrollment }, onDecide }: ConflictsProps) {
  if (conflicts.length === 0) return null;
  return (
    <Section title="Changed on another device, too" isNext>
      <Text>Everything else was saved. Decide what is right:</Text>
      {conflicts.map((field) => (
        <div key={field} className={styles.conflict}>
          <Text fw={600}>{FIELD_WORDS[field]}</Text>
          <dl className={styles.versions}>
            <dt>Here</dt>
            <dd>{valueWords(mine, field)}</dd>
            <dt>Saved</dt>
            <dd>{valueWords(enrollment, field)}</dd>
          </dl>
          <Group gap="xs">
            <Button onClick={() => onDecide(field, 'mine')}>Use what is here</Button>
            <Button variant="default" onClick={() => onDecide(field, 'theirs')}>
              Keep what is saved
            </Button>
          </Group>
        </div>
      ))}
    </Section>
  );
}
