import { Alert, Button, Group, Modal, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import type { CategoryName } from '#domain/catalog.ts';
import type { Schema } from '#web/api/client.ts';
import { FocusedNotice } from '#web/kit/focused-notice.tsx';
import { formatMoney } from '#web/kit/format.ts';
import { formatSlot, viewerZone } from '#web/kit/format-time.ts';
import { FormFailure } from '#web/kit/form-failure.tsx';
import { Policy } from '#web/kit/policy.tsx';
import { SlotPicker } from '#web/kit/slot-picker.tsx';
import { SubmitButton } from '#web/kit/submit-button.tsx';
import { useTimes } from '#web/kit/use-times.ts';
import { ChangedOffer } from './changed-offer.tsx';
import { slotsAhead } from './compare-offers.ts';
import { noPlace, placeErrors, toPlace, type PlaceValues } from './place-form.ts';
import { PlaceFields } from './place-fields.tsx';
import { useAcceptance } from './use-acceptance.ts';
import styles from './offers.module.css';

interface BookingProps {
  readonly offer: Schema<'Offer'>;
  readonly category: CategoryName;
  readonly onClose: () => void;
}

interface SlotSheetProps extends BookingProps {
  readonly isOpen: boolean;
}

/** Where an offer becomes a booking: a time, a place, what it costs to cancel, and one button. */
export default function SlotSheet({ offer, category, isOpen, onClose }: SlotSheetProps) {
  const isPhone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  const { name } = offer.providerSnapshot;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={`Book ${name}`}
      size="lg"
      fullScreen={isPhone ?? false}
      closeButtonProps={{ 'aria-label': 'Close', size: 44 }}
    >
      <Booking offer={offer} category={category} onClose={onClose} />
    </Modal>
  );
}

function Booking({ offer, category, onClose }: BookingProps) {
  const acceptance = useAcceptance(offer);
  const { seen, refused, changedTo, gone } = acceptance;
  const [slot, setSlot] = useState(() => onlySlot(offer));
  const [slotError, setSlotError] = useState<string>();
  const form = useForm<PlaceValues>({ initialValues: noPlace(category), validate: placeErrors });

  const isClosed = refused?.kind === 'closed' || (!offer.allowedActions.includes('accept') && !acceptance.isBusy);
  if (isClosed) {
    return <Closed said={refused?.kind === 'closed' ? refused.said : CLOSED_MEANWHILE} onClose={onClose} />;
  }
  if (changedTo && !acceptance.isBusy) {
    return (
      <ChangedOffer
        seen={seen}
        now={changedTo}
        onDecided={() => {
          setSlot(onlySlot(changedTo));
          acceptance.takeNote(changedTo);
        }}
        onClose={onClose}
      />
    );
  }
  const isGone = slot !== undefined && gone.has(slot.start);

  function book(place: PlaceValues): void {
    if (!slot || isGone) return setSlotError('Choose a time.');
    void acceptance.accept({ revision: seen.revision, slot, location: toPlace(place) }, form);
  }

  return (
    <form onSubmit={form.onSubmit(book)} noValidate className={styles.sheet}>
      <fieldset className={styles.fieldset}>
        <legend>Time</legend>
        <Times
          offer={offer}
          slots={seen.availableSlots}
          slot={isGone ? undefined : slot}
          gone={gone}
          onChange={(chosen) => {
            setSlot(chosen);
            setSlotError(undefined);
          }}
        />
        {slotError !== undefined && (
          <Text role="alert" c="var(--mantine-color-error)">
            {slotError}
          </Text>
        )}
        {refused?.kind === 'slot_gone' && <Alert role="alert" color="gray" variant="outline" title={refused.said} />}
      </fieldset>
      {slot && !isGone && (
        <fieldset className={styles.fieldset}>
          <legend>If you cancel</legend>
          <Policy policy={offer.policy} price={seen.price} start={slot.start} />
        </fieldset>
      )}
      <PlaceFields form={form} providerName={offer.providerSnapshot.name} />
      {refused?.kind === 'failed' && <FormFailure what="It was not booked" error={refused.error} />}
      <div className={styles.sum}>
        <Sum price={seen.price} slot={isGone ? undefined : slot} />
        <SubmitButton isBusy={acceptance.isBusy}>Book</SubmitButton>
      </div>
    </form>
  );
}

/** Where there is nothing to choose from, it is chosen. */
function onlySlot({ availableSlots }: Pick<Schema<'Offer'>, 'availableSlots'>): Schema<'Slot'> | undefined {
  const [first, ...others] = slotsAhead(availableSlots, Date.now());
  return others.length === 0 ? first : undefined;
}

const CLOSED_MEANWHILE = 'This offer was closed meanwhile, so it cannot be booked any more.';

interface TimesProps {
  readonly offer: Schema<'Offer'>;
  readonly slots: readonly Schema<'Slot'>[];
  readonly slot: Schema<'Slot'> | undefined;
  readonly gone: ReadonlySet<string>;
  readonly onChange: (slot: Schema<'Slot'>) => void;
}

function Times({ offer, slots, slot, gone, onChange }: TimesProps) {
  const { nowMs } = useTimes();
  const ahead = slotsAhead(slots, nowMs);
  if (ahead.length === 0) return <Text>All times of this offer are over.</Text>;
  return (
    <SlotPicker
      label={`Times of ${offer.providerSnapshot.name}`}
      slots={ahead}
      providerZone={offer.timezone}
      value={slot?.start}
      taken={gone}
      onChange={onChange}
    />
  );
}

function Sum({ price, slot }: { price: Schema<'Money'>; slot: Schema<'Slot'> | undefined }) {
  const { nowMs } = useTimes();
  return (
    <div className={styles.sumLine}>
      <Text fw={650} size="lg">
        {formatMoney(price)}
      </Text>
      <Text c="dimmed">{slot ? formatSlot(slot, viewerZone(), nowMs) : 'No time chosen yet'}</Text>
    </div>
  );
}

function Closed({ said, onClose }: { said: string; onClose: () => void }) {
  return (
    <div className={styles.sheet}>
      <FocusedNotice>{said}</FocusedNotice>
      <Group>
        <Button onClick={onClose}>Back to the offers</Button>
      </Group>
    </div>
  );
}
