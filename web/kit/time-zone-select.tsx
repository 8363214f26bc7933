import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';

interface TimeZoneSelectProps {
  readonly value: string;
  readonly onChange: (timezone: string) => void;
  readonly description?: string;
  readonly error?: ReactNode;
}

const ZONES = [...new Set([...Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/')), 'UTC'])];

/** Every time zone that the browser knows, by its name. */
export function TimeZoneSelect({ value, onChange, description, error }: TimeZoneSelectProps) {
  const zones = ZONES.includes(value) ? ZONES : [value, ...ZONES];
  return (
    <NativeSelect
      label="Time zone"
      description={description}
      error={error}
      maw={360}
      data={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
