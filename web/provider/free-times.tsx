import { NativeSelect, Stack, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '#web/api/hooks.ts';
import type { Schema } from '#web/api/client.ts';
import { plural } from '#web/kit/format.ts';
import { isSameClock, placeOfZone, viewerZone } from '#web/kit/format-time.ts';
import { slotDays } from '#web/kit/slot-days.ts';
import { dateIn, startOfDate } from '#web/kit/zone.ts';
import { useNow } from '#web/kit/use-now.ts';
import { daysAfter } from './days.ts';
import styles from './provider.module.css';
import { freeSlotsQuery } from './provider.queries.ts';

/** So many days fit into one answer when somebody is free day and night. */
const DAYS = 4;

interface FreeTimesProps {
  readonly provider: Pick<Schema<'PublicProvider'>, 'id' | 'services' | 'timezone'>;
  /** Said above the times. */
  readonly note?: string;
}

/** The next free times of a provider for one of the services, by the clock where they work. */
export function FreeTimes({ provider, note }: FreeTimesProps) {
  const [chosen, setChosen] = useState<string>();
  const { services } = provider;
  const service = services.find(({ id }) => id === chosen) ?? services[0];
  if (!service) return <Text c="dimmed">There is no service that could be booked.</Text>;
  return (
    <Stack gap="sm">
      {note !== undefined && <Text c="dimmed">{note}</Text>}
      {services.length > 1 && (
        <NativeSelect
          label="For"
          maw={360}
          data={services.map(({ id, name }) => ({ value: id, label: name }))}
          value={service.id}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      )}
      <Days provider={provider} serviceId={service.id} />
    </Stack>
  );
}

function Days({ provider: { id, timezone }, serviceId }: { provider: FreeTimesProps['provider']; serviceId: string }) {
  const nowMs = useNow();
  const today = dateIn(nowMs, timezone);
  const fromMs = startOfDate(today, timezone);
  const toMs = startOfDate(daysAfter(today, DAYS), timezone);
  const { data } = useSuspenseQuery(freeSlotsQuery(useApi(), { providerId: id, serviceId, fromMs, toMs }));
  const days = slotDays(data.items, timezone, nowMs);
  if (days.length === 0) return <Text>No free time in the next {DAYS} days.</Text>;
  return (
    <>
      {!isSameClock(nowMs, timezone, viewerZone()) && (
        <Text c="dimmed">All times are {placeOfZone(timezone)} time.</Text>
      )}
      <ul className={styles.freeDays}>
        {days.map(({ date, label, clockChange, slots }) => (
          <li key={date}>
            <details>
              <summary>
                <span className={styles.freeDay}>{label}</span>
                <span className={styles.freeCount}>
                  {plural(slots.length, { one: 'time', other: 'times' })} from {slots[0]?.label}
                </span>
              </summary>
              {clockChange !== undefined && <Text c="dimmed">{clockChange}</Text>}
              <ul className={styles.freeTimes}>
                {slots.map(({ slot, label: time }) => (
                  <li key={slot.start}>{time}</li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}
