import { Button, Group, Text } from '@mantine/core';
import { Section } from '#web/kit/section.tsx';
import { differencesOf, toHours, type Hours, type HoursValues } from '#web/kit/hours-form.ts';
import styles from './provider.module.css';

interface HoursConflictProps {
  readonly mine: HoursValues;
  readonly saved: Hours;
  readonly onTake: () => void;
  readonly onKeep: () => void;
}

/** Old and new side by side, when the hours were saved elsewhere while they were changed here. */
export function HoursConflict({ mine, saved, onTake, onKeep }: HoursConflictProps) {
  const differences = differencesOf(saved, toHours(mine));
  return (
    <Section title="Your hours were changed elsewhere meanwhile" isNext>
      <Text>Nothing was saved. Compare what is saved now with what you have entered, and decide.</Text>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">What differs</th>
            <th scope="col">Saved now</th>
            <th scope="col">Entered here</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ what, saved: theirs, mine: own }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{theirs}</td>
              <td>{own}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Group>
        <Button onClick={onKeep}>Save what I entered</Button>
        <Button variant="default" onClick={onTake}>
          Keep what is saved
        </Button>
      </Group>
    </Section>
  );
}
