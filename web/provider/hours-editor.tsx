import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import type { Schema } from '#web/api/client.ts';
import { lazyDialog } from '#web/kit/lazy-dialog.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { FormFailure } from '#web/kit/form-failure.tsx';
import { Section } from '#web/kit/section.tsx';
import { SubmitButton } from '#web/kit/submit-button.tsx';
import { dateIn } from '#web/kit/zone.ts';
import { TimeZoneSelect } from '#web/kit/time-zone-select.tsx';
import { WeekEditor } from '#web/kit/week-editor.tsx';
import { ExceptionsEditor } from '#web/kit/exceptions-editor.tsx';
import { HoursConflict } from './hours-conflict.tsx';
import { useHours } from './use-hours.ts';

const OfferedSlotsQuestion = lazyDialog(() => import('./offered-slots-question.tsx'));

/** Edits all the hours of a provider together; nothing counts before it is saved. */
export function HoursEditor({ provider }: { provider: Schema<'OwnProvider'> }) {
  const hours = useHours(provider);
  const { values, change, errorAt, isDirty } = hours;
  const today = dateIn(useNow(), values.timezone);
  useWarning(isDirty);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void hours.save();
      }}
    >
      <Stack gap="lg">
        {hours.conflict && (
          <HoursConflict
            mine={values}
            saved={hours.conflict.hours}
            onTake={hours.takeSaved}
            onKeep={() => void hours.saveMine()}
          />
        )}
        <Section title="Every week">
          <TimeZoneSelect
            value={values.timezone}
            description="All hours are in this time zone."
            onChange={(timezone) => change({ timezone })}
            error={errorAt('timezone')}
          />
          <WeekEditor
            week={values.schedule}
            onChange={(schedule) => change({ schedule })}
            errorAt={(path) => errorAt(`schedule.${path}`)}
          />
        </Section>
        <Section title="Special dates">
          <ExceptionsEditor
            exceptions={values.exceptions}
            today={today}
            onChange={(exceptions) => change({ exceptions })}
            errorAt={(path) => errorAt(`exceptions.${path}`)}
          />
        </Section>
        <FormFailure what="Your hours were not saved" error={hours.failure} />
        <Group>
          <SubmitButton isBusy={hours.isSaving}>Save the hours</SubmitButton>
          {isDirty && (
            <Button variant="default" onClick={hours.reset}>
              Undo the changes
            </Button>
          )}
          <Text component="output" c="dimmed">
            {isDirty ? 'Not saved yet' : hours.isSaved && 'Saved'}
          </Text>
        </Group>
      </Stack>
      <OfferedSlotsQuestion
        isOpen={hours.question !== undefined}
        offers={hours.question}
        isBusy={hours.isSaving}
        onAnswer={(keep) => void hours.save(keep)}
        onClose={hours.closeQuestion}
      />
    </form>
  );
}

/** The browser asks before it leaves a page with changes that are not saved. */
function useWarning(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
}
