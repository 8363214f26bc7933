import { ActionIcon, Button, Input, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DayWindow } from '#domain/availability/types.ts';
import { IconX } from './icons.ts';
import { MAX_WINDOWS_A_DAY, nextWindow } from './week.ts';
import styles from './week-editor.module.css';

interface WindowsEditorProps {
  /** Whose hours they are, for the names of the fields: "Monday". */
  readonly name: string;
  readonly windows: readonly DayWindow[];
  readonly emptyWords: string;
  readonly onChange: (windows: DayWindow[]) => void;
  /** What is wrong, by its path behind that of the windows: `0.end`. */
  readonly errorAt: (path: string) => ReactNode;
  readonly actions?: ReactNode;
}

/** The hours of one day, from and to. An end at midnight is the end of the day. */
export function WindowsEditor({ name, windows, emptyWords, onChange, errorAt, actions }: WindowsEditorProps) {
  const change = (at: number, to: Partial<DayWindow>): void =>
    onChange(windows.map((window, index) => (index === at ? { ...window, ...to } : window)));
  return (
    <div className={styles.windows}>
      {windows.length === 0 && <Text c="dimmed">{emptyWords}</Text>}
      {windows.map(({ start, end }, index) => {
        const place = windows.length > 1 ? `${name}, ${index + 1}` : name;
        const error = errorAt(`${index}.start`) ?? errorAt(`${index}.end`) ?? errorAt(String(index));
        return (
          // eslint-disable-next-line react/no-array-index-key -- windows have no identity but their place
          <div key={index} className={styles.window}>
            <div className={styles.times}>
              <TimeField
                label={`${place}: from`}
                value={start}
                hasError={Boolean(error)}
                onChange={(to) => change(index, { start: to })}
              />
              <span aria-hidden>–</span>
              <TimeField
                label={`${place}: to`}
                value={end}
                hasError={Boolean(error)}
                onChange={(to) => change(index, { end: to })}
              />
              <ActionIcon
                aria-label={`Remove the hours of ${place}`}
                onClick={() => onChange(windows.filter((_each, at) => at !== index))}
              >
                <IconX size={18} aria-hidden />
              </ActionIcon>
            </div>
            {Boolean(error) && <Input.Error role="alert">{error}</Input.Error>}
          </div>
        );
      })}
      <div className={styles.actions}>
        <Button
          variant="subtle"
          aria-label={`Add hours on ${name}`}
          disabled={windows.length >= MAX_WINDOWS_A_DAY}
          onClick={() => onChange([...windows, nextWindow(windows)])}
        >
          Add hours
        </Button>
        {windows.length > 0 && actions}
      </div>
    </div>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly hasError: boolean;
  readonly onChange: (value: string) => void;
}

function TimeField({ label, value, hasError, onChange }: TimeFieldProps) {
  return (
    <Input
      type="time"
      size="md"
      aria-label={label}
      error={hasError}
      className={styles.time}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
