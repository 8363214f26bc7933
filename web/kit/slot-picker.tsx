import { VisuallyHidden } from '@mantine/core';
import { useId } from 'react';
import { formatElsewhere, formatTime, isSameClock, placeOfZone, viewerZone } from './format-time.ts';
import { slotDays, type LabelledSlot, type SlotDay } from './slot-days.ts';
import styles from './slot-picker.module.css';
import { useNow } from './use-now.ts';
import { dateIn, toMs } from './zone.ts';

interface SlotLike {
  readonly start: string;
  readonly end: string;
  /** Outside the opening hours, as the provider has confirmed. */
  readonly outsideHours?: boolean;
}

interface SlotPickerProps<Slot extends SlotLike> {
  /** What is chosen, for screen readers: "Times of Petra's Curls". */
  readonly label: string;
  readonly slots: readonly Slot[];
  /** The zone in which the work is done; said beside each time where its clock shows another one. */
  readonly providerZone: string;
  /** The start of the chosen slot. */
  readonly value: string | undefined;
  readonly onChange: (slot: Slot) => void;
  /** Starts of slots that cannot be had any more: struck out, and named as taken. */
  readonly taken?: ReadonlySet<string>;
}

/** Days as rows and their times as radio buttons, in the viewer's zone; arrow keys go from one to the next. */
export function SlotPicker<Slot extends SlotLike>(props: SlotPickerProps<Slot>) {
  const { label, slots } = props;
  const nowMs = useNow();
  const group = useId();
  return (
    <div role="radiogroup" aria-label={label} className={styles.days}>
      {slotDays(slots, viewerZone(), nowMs).map((day) => (
        <Day key={day.date} day={day} group={group} nowMs={nowMs} {...props} />
      ))}
    </div>
  );
}

interface InDay<Slot extends SlotLike> extends SlotPickerProps<Slot> {
  readonly day: SlotDay<Slot>;
  readonly group: string;
  readonly nowMs: number;
}

function Day<Slot extends SlotLike>(props: InDay<Slot>) {
  const { day } = props;
  return (
    <div className={styles.day}>
      <span className={styles.title} aria-hidden>
        {day.label}
      </span>
      <div className={styles.options}>
        {day.slots.map((labelled) => (
          <Option key={labelled.slot.start} {...props} labelled={labelled} />
        ))}
      </div>
      {day.clockChange !== undefined && <p className={styles.change}>{day.clockChange}</p>}
    </div>
  );
}

function Option<Slot extends SlotLike>(props: InDay<Slot> & { readonly labelled: LabelledSlot<Slot> }) {
  const { labelled, group, value, onChange, taken, providerZone, nowMs } = props;
  const { slot, label, name } = labelled;
  const isTaken = taken?.has(slot.start) ?? false;
  const beside = besideOf(slot.start, providerZone, nowMs);
  return (
    <label className={styles.option}>
      <input
        type="radio"
        className={styles.radio}
        name={group}
        value={slot.start}
        checked={value === slot.start}
        disabled={isTaken}
        onChange={() => onChange(slot)}
      />
      <span className={styles.time} aria-hidden>
        {label}
      </span>
      <VisuallyHidden>{name}</VisuallyHidden>
      {beside !== undefined && <span className={styles.beside}>{beside}</span>}
      {slot.outsideHours && <span className={styles.beside}>outside opening hours</span>}
      {isTaken && <span className={styles.beside}>taken</span>}
    </label>
  );
}

/** The provider's time where its clock shows another one; with the day where that is another one, too. */
function besideOf(start: string, zone: string, nowMs: number): string | undefined {
  const viewer = viewerZone();
  if (isSameClock(start, zone, viewer)) return undefined;
  const isSameDay = dateIn(toMs(start), zone) === dateIn(toMs(start), viewer);
  if (isSameDay) return `${formatTime(start, zone)} in ${placeOfZone(zone)}`;
  return formatElsewhere(start, { zone, viewer, nowMs });
}
