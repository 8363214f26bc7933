import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';

/** Sends a form; it turns while the answer is on its way and cannot be pressed twice. */
export function SubmitButton({
  isBusy,
  children,
  ...rest
}: Omit<ButtonProps, 'loading' | 'type'> & { isBusy: boolean; children: ReactNode }) {
  return (
    <Button {...rest} type="submit" loading={isBusy}>
      {children}
    </Button>
  );
}
