import { Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { WindowsEditor } from './windows-editor.tsx';
import { dateWords, type ExceptionValues } from './hours-form.ts';
import styles from './exceptions-editor.module.css';

interface ExceptionsEditorProps {
  readonly exceptions: readonly ExceptionValues[];
  /** Dates before it are kept, and not shown. */
  readonly today: string;
  readonly onChange: (exceptions: ExceptionValues[]) => void;
  /** What is wrong, by its path behind that of the exceptions: `0.date`. */
  readonly errorAt: (path: string) => ReactNode;
}

const NEW: ExceptionValues = { date: '', isClosed: true, windows: [{ start: '09:00', end: '12:00' }] };

/** Dates on which a provider works at other hours than in the week, or not at all. */
export function ExceptionsEditor({ exceptions, today, onChange, errorAt }: ExceptionsEditorProps) {
  const shown = [...exceptions.entries()].filter(([, { date }]) => date === '' || date >= today);
  return (
    <div className={styles.exceptions}>
      {shown.length === 0 && <Text c="dimmed">None yet. Add holidays and days with different hours.</Text>}
      {shown.map(([index, exception]) => (
        <Exception
          // eslint-disable-next-line react/no-array-index-key -- dates change while they are typed
          key={index}
          exception={exception}
          today={today}
          onChange={(next) => onChange(exceptions.map((each, at) => (at === index ? next : each)))}
          onRemove={() => onChange(exceptions.filter((_each, at) => at !== index))}
          errorAt={(path) => errorAt(path === '' ? String(index) : `${index}.${path}`)}
        />
      ))}
      <div>
        <Button variant="default" onClick={() => onChange([...exceptions, NEW])}>
          Add a date
        </Button>
      </div>
    </div>
  );
}

interface ExceptionProps extends Pick<ExceptionsEditorProps, 'today' | 'errorAt'> {
  readonly exception: ExceptionValues;
  readonly onChange: (exception: ExceptionValues) => void;
  readonly onRemove: () => void;
}

function Exception({ exception, today, onChange, onRemove, errorAt }: ExceptionProps) {
  const { date, isClosed, windows } = exception;
  const name = date === '' ? 'the new date' : dateWords(date);
  return (
    <fieldset className={styles.exception}>
      <legend className={styles.hidden}>{name}</legend>
      <Group align="flex-end" gap="sm">
        <TextInput
          type="date"
          label="Date"
          min={today}
          value={date}
          onChange={(event) => onChange({ ...exception, date: event.currentTarget.value })}
          error={errorAt('date') ?? errorAt('')}
        />
        <SegmentedControl
          aria-label={`On ${name}`}
          size="md"
          data={[
            { value: 'closed', label: 'Closed' },
            { value: 'open', label: 'Other hours' },
          ]}
          value={isClosed ? 'closed' : 'open'}
          onChange={(value) => onChange({ ...exception, isClosed: value === 'closed' })}
        />
        <Button variant="subtle" color="gray" aria-label={`Remove ${name}`} onClick={onRemove}>
          Remove
        </Button>
      </Group>
      {!isClosed && (
        <WindowsEditor
          name={name}
          windows={windows}
          emptyWords="No hours yet"
          onChange={(next) => onChange({ ...exception, windows: next })}
          errorAt={(path) => errorAt(`windows.${path}`) ?? (path === '0' ? errorAt('windows') : undefined)}
        />
      )}
    </fieldset>
  );
}
