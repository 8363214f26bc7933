import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from './icons.ts';

/** Puts an id into the clipboard, for operators: pages show none. */
export function CopyId({ what, value }: { what: string; value: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
          onClick={copy}
        >
          <span aria-live="polite">{copied ? 'Copied' : `Copy ${what}`}</span>
        </Button>
      )}
    </CopyButton>
  );
}
