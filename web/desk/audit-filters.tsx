import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { AUDIT_OUTCOMES } from '#domain/audit.ts';
import type { Filters } from '#web/kit/use-filters.ts';
import { OPERATION_IDS } from '#web/operations.ts';
import styles from './desk.module.css';
import { OUTCOME_WORDS, operationInWords } from './desk.words.ts';

const OUTCOMES = [
  { value: '', label: 'Any' },
  ...AUDIT_OUTCOMES.map((outcome) => ({ value: outcome, label: OUTCOME_WORDS[outcome] })),
];
const OPERATIONS = [
  { value: '', label: 'Any' },
  ...OPERATION_IDS.map((id) => ({ value: id, label: operationInWords(id) })),
];

/** Filters that other pages set by their links, in words. */
const BY_LINK = {
  actorId: 'what one account did',
  resourceId: 'what was done to one thing',
  mailHash: 'calls with one mail address',
} as const;

interface AuditFiltersProps {
  readonly filters: Filters;
  readonly onChange: (changes: Filters) => void;
}

/** What the audit is narrowed to. */
export function AuditFilters({ filters, onChange }: AuditFiltersProps) {
  const linked = (Object.keys(BY_LINK) as (keyof typeof BY_LINK)[]).filter((name) => filters[name] !== undefined);
  return (
    <>
      <div className={styles.filters}>
        <NativeSelect
          label="What was done"
          data={OPERATIONS}
          value={filters.operationId ?? ''}
          onChange={(event) => onChange({ operationId: event.currentTarget.value })}
        />
        <NativeSelect
          label="How it ended"
          data={OUTCOMES}
          value={filters.outcome ?? ''}
          onChange={(event) => onChange({ outcome: event.currentTarget.value })}
        />
        <TextInput
          label="From"
          type="date"
          value={filters.from ?? ''}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
        />
        <TextInput
          label="Up to"
          type="date"
          value={filters.to ?? ''}
          onChange={(event) => onChange({ to: event.currentTarget.value })}
        />
      </div>
      {linked.map((name) => (
        <Group key={name} gap="xs">
          <Text>Only {BY_LINK[name]}.</Text>
          <Button variant="default" onClick={() => onChange({ [name]: undefined })}>
            Show all again
          </Button>
        </Group>
      ))}
    </>
  );
}
