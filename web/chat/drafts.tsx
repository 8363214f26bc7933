import { useEffect, useRef } from 'react';
import type { Schema } from '#web/api/client.ts';
import { Boundary } from '#web/kit/boundary.tsx';
import { DraftCard } from './draft-card.tsx';
import styles from './drafts.module.css';

/** The drafts that wait for a decision. The answer above has said what is in them, so they are not read out again. */
export function Drafts({ conversation }: { conversation: Schema<'ConversationDetails'> }) {
  const { drafts } = conversation;
  const end = useRef<HTMLDivElement>(null);
  const count = useRef(drafts.length);
  useEffect(() => {
    const isLess = drafts.length < count.current;
    count.current = drafts.length;
    // The button that was pressed is gone with its card: the focus goes to the log, where the answer stands.
    if (isLess && document.activeElement === document.body) end.current?.closest<HTMLElement>('[role=log]')?.focus();
  }, [drafts.length]);
  return (
    <div ref={end} className={styles.drafts} aria-live="off">
      {drafts.map((draft) => (
        <Boundary key={draft.id} what="The draft" resetKeys={[draft.revision]}>
          <DraftCard given={draft} conversation={conversation} />
        </Boundary>
      ))}
    </div>
  );
}
