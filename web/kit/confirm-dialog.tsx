import { Button, Group, Modal, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { FailureNotice } from './failure-notice.tsx';

/** What is asked, and what follows. */
export interface ConfirmProps {
  /** The question: "Cancel this booking?" */
  readonly title: string;
  /** What it will do, in a sentence; forms go here, too. */
  readonly children: ReactNode;
  /** What the button does: "Cancel the booking". Never "OK". */
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
  readonly isDestructive?: boolean;
  readonly isDisabled?: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Closes when it is done; what it throws is shown in the dialog, which stays open. */
  readonly onConfirm: () => Promise<unknown>;
}

/** The dialog that asks. */
export default function ConfirmDialog(props: ConfirmProps) {
  const { title, children, confirmLabel, cancelLabel = 'Go back', isDestructive, isDisabled, isOpen, onClose } = props;
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  async function confirm(): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      await props.onConfirm();
      onClose();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal opened={isOpen} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close', size: 44 }}>
      <Text component="div">{children}</Text>
      {error !== undefined && <FailureNotice what="It was not done" error={error} />}
      <Group mt="lg" justify="flex-end" className="proxie-decision">
        <Button variant="default" onClick={onClose}>
          {cancelLabel}
        </Button>
        <Button
          {...(isDestructive && { color: 'red' })}
          loading={isBusy}
          disabled={isDisabled ?? false}
          onClick={() => void confirm()}
        >
          {confirmLabel}
        </Button>
      </Group>
    </Modal>
  );
}
