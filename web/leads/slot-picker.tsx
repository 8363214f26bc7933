import { ActionIcon, Input, Skeleton, Switch, Text } from '@mantine/core';
import { useId, useState, useTransition, type ReactNode } from 'react';
import type { Schema } from '#web/api/client.ts';
import { Boundary } from '#web/kit/boundary.tsx';
import { formatDate, formatElsewhere, formatSlot, placeOfZone, isSameClock, viewerZone } from '#web/kit/format-time.ts';
import { IconArrowLeft, IconArrowRight, IconX } from '#web/kit/icons.ts';
import { dateIn } from '#web/kit/zone.ts';
import { useNow } from '#web/kit/use-now.ts';
import { FreeDays } from './free-days.tsx';
import { DAYS_SHOWN, daysAfter, firstDateShown, MAX_SLOTS, toggled } from './offer-slots.ts';
import styles from './slot-picker.module.css';

type Slot = Schema<'Slot'>;

interface SlotPickerProps {
  readonly provider: Schema<'OwnProvider'>;
  readonly serviceId: string;
  readonly timing: Schema<'Lead'>['timing'];
  readonly value: readonly Slot[];
  readonly onChange: (slots: Slot[]) => void;
  readonly error: ReactNode;
}

/** Picks the times of an offer from those that are free, some days at a time, by the clock of the provider. */
export function SlotPicker({ provider, serviceId, timing, value, onChange, error }: SlotPickerProps) {
  const nowMs = useNow();
  const zone = provider.timezone;
  const today = dateIn(nowMs, zone);
  const id = useId();
  const [from, setFrom] = useState(() => firstDateShown(timing.preferredDates, today));
  const [isMoving, startMoving] = useTransition();
  const [onlyWanted, setOnlyWanted] = useState(timing.preferredTimes.length > 0);
  const moveTo = (date: string): void => startMoving(() => setFrom(date < today ? today : date));
  return (
    <fieldset className={styles.picker} aria-describedby={`${id}-help`}>
      <legend className={styles.legend}>Times you offer</legend>
      <Text size="xs" c="dimmed" id={`${id}-help`}>
        Choose up to {MAX_SLOTS}; the client books one of them. {zoneNote(zone, nowMs)}
      </Text>
      <Chosen value={value} zone={zone} nowMs={nowMs} onRemove={(slot) => onChange(toggled(value, slot))} />
      <div className={styles.window}>
        <ActionIcon
          variant="default"
          aria-label="Earlier days"
          disabled={from <= today}
          onClick={() => moveTo(daysAfter(from, -DAYS_SHOWN))}
        >
          <IconArrowLeft size={18} aria-hidden />
        </ActionIcon>
        <Text fw={600} aria-live="polite">
          {formatDate(from, nowMs)} – {formatDate(daysAfter(from, DAYS_SHOWN - 1), nowMs)}
        </Text>
        <ActionIcon
          variant="default"
          aria-label="Later days"
          loading={isMoving}
          onClick={() => moveTo(daysAfter(from, DAYS_SHOWN))}
        >
          <IconArrowRight size={18} aria-hidden />
        </ActionIcon>
      </div>
      {timing.preferredTimes.length > 0 && (
        <Switch
          label="Only the times of day that they asked for"
          checked={onlyWanted}
          onChange={(event) => setOnlyWanted(event.currentTarget.checked)}
        />
      )}
      <Boundary what="Your free times" resetKeys={[serviceId, from]} skeleton={<Skeleton height={240} aria-hidden />}>
        <FreeDays
          {...{ provider, serviceId, from, value, onChange, nowMs }}
          preferredDates={timing.preferredDates}
          wanted={onlyWanted ? timing.preferredTimes : []}
        />
      </Boundary>
      {Boolean(error) && <Input.Error role="alert">{error}</Input.Error>}
    </fieldset>
  );
}

function zoneNote(zone: string, nowMs: number): string {
  return isSameClock(nowMs, zone, viewerZone()) ? '' : `All times are ${placeOfZone(zone)} time, where you work.`;
}

interface ChosenProps {
  readonly value: readonly Slot[];
  readonly zone: string;
  readonly nowMs: number;
  readonly onRemove: (slot: Slot) => void;
}

function Chosen({ value, zone, nowMs, onRemove }: ChosenProps) {
  if (value.length === 0) return null;
  return (
    <ul className={styles.chosen} aria-label="Chosen times">
      {value.map((slot) => {
        const words = formatSlot(slot, zone, nowMs);
        const here = formatElsewhere(slot.start, { zone: viewerZone(), viewer: zone, nowMs });
        return (
          <li key={slot.start}>
            <span>
              {words}
              {here !== undefined && <Text component="span" c="dimmed">{` (${here})`}</Text>}
            </span>
            <ActionIcon aria-label={`Remove ${words}`} onClick={() => onRemove(slot)}>
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </li>
        );
      })}
    </ul>
  );
}
