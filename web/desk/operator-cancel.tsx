import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { QueryKey } from '#web/api/queries.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { useOperatorCommand } from './use-operator-command.ts';

interface OperatorCancelProps {
  readonly what: 'request' | 'booking';
  readonly name: string;
  readonly queryKey: QueryKey;
  readonly changes: readonly QueryKey[];
  readonly send: (key: string, reason: string) => Promise<unknown>;
  /** What it will do. */
  readonly children: ReactNode;
}

/** Calls a request or a booking off in the name of the operators; asks once, and for a reason. */
export function OperatorCancel({ what, children, ...command }: OperatorCancelProps) {
  const [isOpen, setOpen] = useState(false);
  const cancel = useOperatorCommand(command);
  return (
    <div>
      <Button variant="default" onClick={() => setOpen(true)}>
        Cancel the {what}
      </Button>
      <ReasonDialog
        title={`Cancel this ${what}?`}
        confirmLabel={`Cancel the ${what}`}
        cancelLabel="Keep it"
        reasonHint="The parties can read it."
        isDestructive
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onConfirm={cancel}
      >
        {children}
      </ReasonDialog>
    </div>
  );
}
