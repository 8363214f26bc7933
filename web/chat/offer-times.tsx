import { ActionIcon, Button, Input, NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Schema } from '#web/api/client.ts';
import { useApi } from '#web/api/hooks.ts';
import { one } from '#web/api/queries.ts';
import { formatSlot, formatTime, placeOfZone } from '#web/kit/format-time.ts';
import { IconX } from '#web/kit/icons.ts';
import { dateIn } from '#web/kit/zone.ts';
import { useNow } from '#web/kit/use-now.ts';
import { useAccount } from '#web/session/hooks.ts';
import styles from './offer-times.module.css';

type Slot = Schema<'SlotInput'>;

const MOST_TIMES = 10;
const DAY_MS = 86_400_000;
/** No clock is further from UTC. */
const FARTHEST_MS = 14 * 3_600_000;

interface OfferTimesProps {
  readonly serviceId: string | undefined;
  /** The zone in which the provider works: all times here are by its clock. */
  readonly zone: string;
  readonly value: readonly Slot[];
  readonly onChange: (slots: Slot[]) => void;
  readonly error: ReactNode;
}

/** The times of an offer: each can be taken out, and free ones added. */
export function OfferTimes({ serviceId, zone, value, onChange, error }: OfferTimesProps) {
  const nowMs = useNow();
  return (
    <fieldset className={styles.times} data-field="availableSlots">
      <legend>Times ({placeOfZone(zone)})</legend>
      <ul className={styles.list}>
        {value.map((slot) => {
          const words = formatSlot(slot, zone, nowMs);
          return (
            <li key={slot.start}>
              <span>{words}</span>
              <ActionIcon
                aria-label={`Remove ${words}`}
                onClick={() => onChange(value.filter(({ start }) => start !== slot.start))}
              >
                <IconX size={18} aria-hidden />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
      {Boolean(error) && <Input.Error>{error}</Input.Error>}
      {serviceId !== undefined && value.length < MOST_TIMES && (
        <AddTime serviceId={serviceId} zone={zone} taken={value} onAdd={(slot) => onChange(sorted([...value, slot]))} />
      )}
    </fieldset>
  );
}

interface AddTimeProps {
  readonly serviceId: string;
  readonly zone: string;
  readonly taken: readonly Slot[];
  readonly onAdd: (slot: Slot) => void;
}

function AddTime({ serviceId, zone, taken, onAdd }: AddTimeProps) {
  const today = dateIn(useNow(), zone);
  const [date, setDate] = useState(today);
  const [start, setStart] = useState('');
  const { data, isFetching } = useFreeSlots(serviceId, date, zone);
  const free = (data ?? []).filter((slot) => taken.every((each) => isApart(each, slot)));
  const chosen = free.find((slot) => slot.start === start);
  return (
    <div className={styles.add}>
      <TextInput
        type="date"
        label="Another day"
        min={today}
        value={date}
        onChange={(event) => setDate(event.currentTarget.value)}
      />
      <NativeSelect
        label="Free times"
        value={chosen ? start : ''}
        disabled={free.length === 0}
        onChange={(event) => setStart(event.currentTarget.value)}
        data={[
          { value: '', label: free.length > 0 ? 'Choose one' : isFetching ? 'Looking…' : 'None on this day' },
          ...free.map((slot) => ({ value: slot.start, label: formatTime(slot.start, zone) })),
        ]}
      />
      <Button
        variant="default"
        disabled={!chosen}
        onClick={() => {
          if (chosen) onAdd({ start: chosen.start, end: chosen.end });
          setStart('');
        }}
      >
        Add
      </Button>
      <output className={styles.note}>
        {free.length === 0 && !isFetching && 'You have no free time on this day.'}
      </output>
    </div>
  );
}

/** The free times of one day by the clock of the zone. */
function useFreeSlots(serviceId: string, date: string, zone: string) {
  const providerId = useAccount()?.providerId ?? '';
  const dayMs = Date.parse(`${date}T00:00:00Z`);
  const isDay = Number.isFinite(dayMs);
  const from = new Date(isDay ? dayMs - FARTHEST_MS : 0).toISOString();
  const to = new Date(isDay ? dayMs + DAY_MS + FARTHEST_MS : 0).toISOString();
  const query = { serviceId, from, to, limit: 200 };
  return useQuery({
    ...one(useApi(), '/v1/providers/{id}/slots', { path: { id: providerId }, query }),
    select: ({ items }) => items.filter(({ start }) => dateIn(Date.parse(start), zone) === date),
    enabled: isDay && providerId !== '',
    placeholderData: keepPreviousData,
  });
}

const sorted = (slots: Slot[]): Slot[] => slots.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));
const isApart = (a: Slot, b: Slot): boolean =>
  Date.parse(a.end) <= Date.parse(b.start) || Date.parse(b.end) <= Date.parse(a.start);
