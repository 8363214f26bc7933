import { Text } from '@mantine/core';
import type { Autosaved } from './autosave.ts';

const WORDS: Record<Autosaved['status'], string> = {
  saved: 'Saved',
  waiting: 'Saving…',
  saving: 'Saving…',
  failed: 'Not saved',
};

/** Whether everything is with the server. */
export function SaveState({ status }: Pick<Autosaved, 'status'>) {
  return (
    <Text component="output" c="dimmed" size="xs">
      {WORDS[status]}
    </Text>
  );
}
