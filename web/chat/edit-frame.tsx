import { Button, Group } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { FormFailure } from '#web/kit/form-failure.tsx';
import { SubmitButton } from '#web/kit/submit-button.tsx';
import styles from './edit-frame.module.css';

interface EditFrameProps {
  readonly field: string | undefined;
  readonly saving: { readonly isPending: boolean; readonly error: Error | null };
  readonly onSubmit: (event: React.FormEvent<HTMLFormElement>) => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

const INPUTS = 'input:not([type=hidden]), select, textarea, button';

/** What stands around the fields of a draft. The focus goes to the part that is to be changed. */
export function EditFrame({ field, saving, onSubmit, onCancel, children }: EditFrameProps) {
  const frame = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const part = frame.current?.querySelector(`[data-field="${field ?? ''}"]`) ?? frame.current;
    const input = part?.querySelector<HTMLElement>(INPUTS);
    input?.focus({ preventScroll: true });
    input?.scrollIntoView({ block: 'center' });
  }, [field]);
  return (
    <form ref={frame} className={styles.frame} onSubmit={onSubmit} noValidate>
      {children}
      <FormFailure what="The draft was not changed" error={saving.error} />
      <Group gap="xs">
        <SubmitButton isBusy={saving.isPending}>Save changes</SubmitButton>
        <Button variant="default" disabled={saving.isPending} onClick={onCancel}>
          Keep it as it was
        </Button>
      </Group>
    </form>
  );
}
