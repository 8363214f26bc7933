import { Checkbox, Stack, Title } from '@mantine/core';
import { ExceptionsEditor } from '#web/kit/exceptions-editor.tsx';
import { viewerZone } from '#web/kit/format-time.ts';
import { toHours, toHoursValues, type HoursValues } from '#web/kit/hours-form.ts';
import { dateIn } from '#web/kit/zone.ts';
import { TimeZoneSelect } from '#web/kit/time-zone-select.tsx';
import { useNow } from '#web/kit/use-now.ts';
import { WeekEditor } from '#web/kit/week-editor.tsx';
import type { DraftOf } from './draft.ts';
import { EditFrame } from './edit-frame.tsx';
import { useDraftForm, type EditFormProps } from './use-draft-form.ts';

/** The week, the dates that differ, and the time zone. */
export function HoursEdit({ draft, field, onSave, onCancel }: EditFormProps<DraftOf<'update_availability'>>) {
  const { timezone = viewerZone(), schedule = {}, exceptions = [], keepOfferedSlots = false } = draft.body;
  const { form, saving, onSubmit } = useDraftForm<HoursValues & { keepOfferedSlots: boolean }>({
    initialValues: { ...toHoursValues({ timezone, schedule, exceptions }), keepOfferedSlots },
    toChanges: ({ keepOfferedSlots: keeps, ...hours }) => ({ ...toHours(hours), keepOfferedSlots: keeps }),
    onSave,
    onCancel,
  });
  const { values } = form;
  return (
    <EditFrame field={field} saving={saving} onSubmit={onSubmit} onCancel={onCancel}>
      <Stack data-field="schedule">
        <WeekEditor
          week={values.schedule}
          onChange={(week) => form.setFieldValue('schedule', week as never)}
          errorAt={(path) => form.errors[`schedule.${path}`]}
        />
        <TimeZoneSelect
          value={values.timezone}
          error={form.errors['timezone']}
          onChange={(zone) => form.setFieldValue('timezone', zone as never)}
        />
      </Stack>
      <Stack data-field="exceptions">
        <Title order={3}>Dates that differ</Title>
        <ExceptionsEditor
          exceptions={values.exceptions}
          today={dateIn(useNow(), values.timezone)}
          onChange={(next) => form.setFieldValue('exceptions', next as never)}
          errorAt={(path) => form.errors[`exceptions.${path}`]}
        />
      </Stack>
      <div data-field="keepOfferedSlots">
        <Checkbox
          label="Times that I have offered stay, also outside these hours"
          {...form.getInputProps('keepOfferedSlots', { type: 'checkbox' })}
        />
      </div>
    </EditFrame>
  );
}
