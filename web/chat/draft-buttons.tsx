import { Button, Group } from '@mantine/core';
import type { Standing } from './decision.ts';
import type { Draft } from './draft.ts';
import { wordsOf } from './draft-words.ts';

interface DraftButtonsProps {
  readonly draft: Draft;
  readonly standing: Standing;
  readonly onDecide: (type: 'approve' | 'cancel') => void;
  readonly onEdit: () => void;
}

/** Approve, or not now. While something is missing, the way to fill it in stands in place of the approval. */
export function DraftButtons({ draft, standing, onDecide, onEdit }: DraftButtonsProps) {
  const { approve, isDestructive } = wordsOf(draft);
  const busyWith = standing.is === 'deciding' ? standing.type : undefined;
  return (
    <Group gap="xs">
      {draft.missing.length > 0 ? (
        <Button disabled={busyWith !== undefined} onClick={onEdit}>
          Fill in what is missing
        </Button>
      ) : (
        <Button
          {...(isDestructive && { color: 'red' })}
          loading={busyWith === 'approve'}
          disabled={busyWith !== undefined}
          onClick={() => onDecide('approve')}
        >
          {approve}
        </Button>
      )}
      <Button
        variant="default"
        loading={busyWith === 'cancel'}
        disabled={busyWith !== undefined}
        onClick={() => onDecide('cancel')}
      >
        Not now
      </Button>
    </Group>
  );
}
