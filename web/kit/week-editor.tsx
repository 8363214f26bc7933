import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { WEEKDAYS, type Weekday } from '#domain/local-date.ts';
import { CHOICE } from './choice.ts';
import { copied, dayWords, type Week } from './week.ts';
import styles from './week-editor.module.css';
import { WindowsEditor } from './windows-editor.tsx';

interface WeekEditorProps {
  readonly week: Week;
  readonly onChange: (week: Week) => void;
  /** What is wrong, by its path behind that of the week: `monday.0.end`. */
  readonly errorAt: (path: string) => ReactNode;
}

/** The hours of a week that repeats: windows of each day, to be added, removed and copied to other days. */
export function WeekEditor({ week, onChange, errorAt }: WeekEditorProps) {
  return (
    <div className={styles.week}>
      {WEEKDAYS.map((day) => (
        <fieldset key={day} className={styles.day}>
          <legend className={styles.name}>{dayWords(day)}</legend>
          <WindowsEditor
            name={dayWords(day)}
            windows={week[day]}
            emptyWords="Closed"
            onChange={(windows) => onChange({ ...week, [day]: windows })}
            errorAt={(path) => errorAt(`${day}.${path}`)}
            actions={<CopyDay day={day} onCopy={(days) => onChange(copied(week, day, days))} />}
          />
        </fieldset>
      ))}
    </div>
  );
}

/** Copies the hours of a day to others. */
function CopyDay({ day, onCopy }: { day: Weekday; onCopy: (days: readonly Weekday[]) => void }) {
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);

  function copy(): void {
    onCopy(WEEKDAYS.filter((each) => chosen.includes(each)));
    setOpen(false);
    setChosen([]);
  }

  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus returnFocus position="bottom-end" withinPortal>
      <Popover.Target>
        <Button variant="subtle" color="gray" onClick={() => setOpen(!isOpen)}>
          Copy to…
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Checkbox.Group label={`Copy ${dayWords(day)} to`} value={chosen} onChange={setChosen}>
            <Stack gap={4} mt="xs">
              {WEEKDAYS.filter((each) => each !== day).map((each) => (
                <Checkbox key={each} value={each} label={dayWords(each)} classNames={CHOICE} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Button disabled={chosen.length === 0} onClick={copy}>
            Copy
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
