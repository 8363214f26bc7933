import { Stack } from '@mantine/core';
import { viewerZone } from '#web/kit/format-time.ts';
import { TimeZoneSelect } from '#web/kit/time-zone-select.tsx';
import { toSchedule, toWeek } from '#web/kit/week.ts';
import { WeekEditor } from '#web/kit/week-editor.tsx';
import type { StepProps } from './step.ts';

/** When the applicant works, week by week. */
export function HoursStep({ mine, change, errorAt }: StepProps) {
  const availability = mine.availability ?? { timezone: viewerZone(), schedule: {} };
  return (
    <Stack>
      <TimeZoneSelect
        value={availability.timezone}
        description="All hours are in this time zone."
        error={errorAt('availability.timezone')}
        onChange={(timezone) => change({ availability: { ...availability, timezone } })}
      />
      <WeekEditor
        week={toWeek(availability.schedule)}
        onChange={(week) => change({ availability: { ...availability, schedule: toSchedule(week) } })}
        errorAt={(path) => errorAt(`availability.schedule.${path}`)}
      />
    </Stack>
  );
}
