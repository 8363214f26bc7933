import { Stack, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Confirm } from '#web/kit/confirm.tsx';

interface ReasonDialogProps {
  readonly title: string;
  /** What it will do, in a sentence. */
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
  /** Who reads the reason; by default operators do. */
  readonly reasonLabel?: string;
  readonly reasonHint?: string;
  readonly isDestructive?: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onConfirm: (reason: string) => Promise<unknown>;
}

const MIN_LENGTH = 3;
const MAX_LENGTH = 500;

/** Asks once, and for a reason: nothing is done by an operator without one. */
export function ReasonDialog({
  reasonLabel = 'Reason',
  reasonHint = 'Kept in the audit, for operators.',
  children,
  onConfirm,
  onClose,
  ...dialog
}: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  const given = reason.trim();

  async function confirm(): Promise<void> {
    await onConfirm(given);
    setReason('');
  }

  return (
    <Confirm {...dialog} onClose={onClose} isDisabled={given.length < MIN_LENGTH} onConfirm={confirm}>
      <Stack gap="sm">
        <div>{children}</div>
        <Textarea
          label={reasonLabel}
          description={reasonHint}
          required
          data-autofocus
          maxLength={MAX_LENGTH}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Stack>
    </Confirm>
  );
}
