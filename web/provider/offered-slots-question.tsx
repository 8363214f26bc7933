import { Button, Modal, Stack, Text } from '@mantine/core';
import { formatMoney, plural } from '#web/kit/format.ts';
import { formatSlot } from '#web/kit/format-time.ts';
import { useNow } from '#web/kit/use-now.ts';
import type { OutsideOffer } from './outside-hours.ts';
import styles from './provider.module.css';

interface OfferedSlotsQuestionProps {
  /** Open offers with times that the new hours leave out; undefined while nothing is asked. */
  readonly offers: readonly OutsideOffer[] | undefined;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly onAnswer: (keep: boolean) => void;
  readonly onClose: () => void;
}

/** Asks what becomes of times in open offers at which the provider does not work any more. */
export default function OfferedSlotsQuestion(props: OfferedSlotsQuestionProps) {
  const { offers, isOpen, isBusy, onAnswer, onClose } = props;
  const count = offers?.reduce((sum, { slots }) => sum + slots.length, 0) ?? 0;
  const words = plural(count, { one: 'time that you have offered', other: 'times that you have offered' });
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title="What about the times that you have offered?"
      closeButtonProps={{ 'aria-label': 'Close', size: 44 }}
    >
      <Stack>
        <Text>Your new hours leave out {words}:</Text>
        <ul className={styles.outside}>
          {offers?.map((each) => (
            <OutsideTimes key={each.offer.id} outside={each} />
          ))}
        </ul>
        <Text>
          If you keep them, clients can still book them. Otherwise they are taken out of the offers; an offer without
          any time left is withdrawn.
        </Text>
        <Button loading={isBusy} onClick={() => onAnswer(true)}>
          Save and keep them
        </Button>
        <Button variant="default" disabled={isBusy} onClick={() => onAnswer(false)}>
          Save and take them out
        </Button>
        <Button variant="default" disabled={isBusy} onClick={onClose}>
          Go back to the hours
        </Button>
      </Stack>
    </Modal>
  );
}

function OutsideTimes({ outside: { offer, slots } }: { outside: OutsideOffer }) {
  const nowMs = useNow();
  return (
    <li>
      <Text fw={600}>
        {offer.serviceName}, {formatMoney(offer.price)}
      </Text>
      {slots.map((slot) => (
        <Text key={slot.start}>{formatSlot(slot, offer.timezone, nowMs)}</Text>
      ))}
    </li>
  );
}
