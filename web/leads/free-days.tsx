import { Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useApi } from '#web/api/hooks.ts';
import type { Schema } from '#web/api/client.ts';
import { plural } from '#web/kit/format.ts';
import { IconChevronDown } from '#web/kit/icons.ts';
import { slotDays, type LabelledSlot, type SlotDay } from '#web/kit/slot-days.ts';
import { startOfDate } from '#web/kit/zone.ts';
import { dayParts, type DayPart } from './day-parts.ts';
import { freeSlotsQuery } from './leads.queries.ts';
import { choiceOf, DAYS_SHOWN, daysAfter, isAtWantedTime, toggled } from './offer-slots.ts';
import styles from './slot-picker.module.css';

type Slot = Schema<'Slot'>;

interface Choosing {
  readonly value: readonly Slot[];
  readonly onChange: (slots: Slot[]) => void;
}

interface FreeDaysProps extends Choosing {
  readonly provider: Schema<'OwnProvider'>;
  readonly serviceId: string;
  readonly from: string;
  readonly nowMs: number;
  readonly preferredDates: readonly string[];
  readonly wanted: Schema<'Lead'>['timing']['preferredTimes'];
}

/** The free times of some days; those of a day with many are folded into the parts of the day. */
export function FreeDays({ provider, serviceId, from, nowMs, preferredDates, wanted, ...choosing }: FreeDaysProps) {
  const zone = provider.timezone;
  const fromMs = startOfDate(from, zone);
  const toMs = startOfDate(daysAfter(from, DAYS_SHOWN), zone);
  const search = { providerId: provider.id, serviceId, fromMs, toMs };
  const { data } = useSuspenseQuery(freeSlotsQuery(useApi(), search));
  const fitting = data.items.filter((slot) => isAtWantedTime(slot, wanted, zone));
  if (fitting.length === 0) {
    return (
      <Text c="dimmed">
        {data.items.length === 0
          ? 'You have no free times in these days.'
          : 'You are free in these days, but not at the times of day that they asked for.'}
      </Text>
    );
  }
  return (
    <>
      {slotDays(fitting, zone, nowMs).map((day) => (
        <Day key={day.date} day={day} zone={zone} isWanted={preferredDates.includes(day.date)} {...choosing} />
      ))}
    </>
  );
}

function Day({
  day,
  zone,
  isWanted,
  ...choosing
}: Choosing & { readonly day: SlotDay<Slot>; readonly zone: string; readonly isWanted: boolean }) {
  const parts = dayParts(day.slots, zone);
  const [whole] = parts.length === 1 ? parts : [];
  return (
    <fieldset className={styles.day}>
      <legend>
        {day.label}
        {isWanted && <span className={styles.wanted}>asked for</span>}
      </legend>
      {day.clockChange !== undefined && <Text size="xs">{day.clockChange}</Text>}
      {whole ? <Times slots={whole.slots} {...choosing} /> : <Parts parts={parts} dayLabel={day.label} {...choosing} />}
    </fieldset>
  );
}

interface PartsProps extends Choosing {
  readonly parts: readonly DayPart<Slot>[];
  readonly dayLabel: string;
}

/** One button for each part of the day; its times are below the buttons while it is open. */
function Parts({ parts, dayLabel, ...choosing }: PartsProps) {
  const [open, setOpen] = useState<string>();
  const id = useId();
  const shown = parts.find(({ label }) => label === open);
  return (
    <>
      <div className={styles.parts}>
        {parts.map(({ label, slots }) => {
          const chosen = slots.filter(({ slot }) => choiceOf(choosing.value, slot) === 'chosen').length;
          const isOpen = label === open;
          return (
            <button
              key={label}
              type="button"
              className={styles.part}
              aria-expanded={isOpen}
              aria-controls={isOpen ? id : undefined}
              aria-label={partName({ label, dayLabel, count: slots.length, chosen })}
              onClick={() => setOpen(isOpen ? undefined : label)}
            >
              <span>{label}</span>
              <span className={styles.count} data-chosen={chosen > 0 || undefined}>
                {chosen > 0 ? `${chosen} chosen` : `${slots.length} free`}
              </span>
              <IconChevronDown size={16} className={styles.chevron} aria-hidden />
            </button>
          );
        })}
      </div>
      {shown && (
        <fieldset id={id} className={styles.shown} aria-label={`${shown.label}, ${dayLabel}`}>
          <Times slots={shown.slots} {...choosing} />
        </fieldset>
      )}
    </>
  );
}

/** `Morning, Sat, Nov 28: 12 free times, 2 chosen`. */
function partName(part: { label: string; dayLabel: string; count: number; chosen: number }): string {
  const free = plural(part.count, { one: 'free time', other: 'free times' });
  return `${part.label}, ${part.dayLabel}: ${free}${part.chosen > 0 ? `, ${part.chosen} chosen` : ''}`;
}

function Times({ slots, value, onChange }: Choosing & { readonly slots: readonly LabelledSlot<Slot>[] }) {
  return (
    <div className={styles.times}>
      {slots.map(({ slot, label, name }) => {
        const choice = choiceOf(value, slot);
        return (
          <label key={slot.start} className={styles.time} data-choice={choice}>
            <input
              type="checkbox"
              aria-label={name}
              checked={choice === 'chosen'}
              disabled={choice === 'impossible'}
              onChange={() => onChange(toggled(value, slot))}
            />
            <span>{label}</span>
          </label>
        );
      })}
    </div>
  );
}
