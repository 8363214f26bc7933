import { Button } from '@mantine/core';
import { IconExternalLink } from '#web/kit/icons.ts';

/** The run in the Temporal UI, in a tab of its own; not there where no UI is known. */
export function TemporalLink({ url }: { url: string | undefined }) {
  if (url === undefined) return null;
  return (
    <Button
      component="a"
      href={url}
      target="_blank"
      rel="noreferrer"
      variant="default"
      rightSection={<IconExternalLink size={18} aria-hidden />}
    >
      Open in Temporal
    </Button>
  );
}
