import { Button, Group, Text, Title } from '@mantine/core';
import { useId, useState } from 'react';
import type { Schema } from '#web/api/client.ts';
import { FormFailure } from '#web/kit/form-failure.tsx';
import { viewerZone } from '#web/kit/format-time.ts';
import { useNow } from '#web/kit/use-now.ts';
import { Comparison } from './comparison.tsx';
import type { Draft } from './draft.ts';
import styles from './draft-card.module.css';
import { DraftButtons } from './draft-buttons.tsx';
import { DraftEdit } from './draft-edit.tsx';
import { DraftFacts } from './draft-facts.tsx';
import { factsOf } from './facts-of.ts';
import { EDITABLE, missingWords, wordsOf } from './draft-words.ts';
import { OfferCheck } from './offer-check.tsx';
import { useDecision } from './use-decision.ts';

interface DraftCardProps {
  readonly given: Draft;
  readonly conversation: Schema<'ConversationDetails'>;
}

/** What the agent has prepared: what it says, what its approval does, and the ways to decide. */
export function DraftCard({ given, conversation }: DraftCardProps) {
  const { draft, standing, error, decide, change, repeat } = useDecision(given, conversation);
  const [editing, setEditing] = useState<{ readonly draft: Draft; readonly field?: string }>();
  const before = useEarlier(draft);
  const reading = { viewer: viewerZone(), nowMs: useNow() };
  const id = useId();
  if (standing.is === 'closed') return null;

  const { title, effect } = wordsOf(draft);
  const isBusy = standing.is === 'deciding';
  const isOverwritten = editing !== undefined && editing.draft.revision !== draft.revision && !isBusy;
  const seen = standing.is === 'stale' ? standing.seen : isOverwritten ? editing.draft : undefined;
  const unsaved = standing.is === 'stale' && !isOverwritten ? standing.changes : undefined;
  const isEditing = editing !== undefined && !isOverwritten;
  return (
    <section className={styles.card} aria-labelledby={id} aria-busy={isBusy}>
      <header className={styles.head}>
        <Title order={2} size="h3" id={id}>
          {title}
        </Title>
        <Text size="xs" c="dimmed">
          Revision {draft.revision}
        </Text>
      </header>
      {seen && (
        <Comparison before={factsOf(seen, reading)} after={factsOf(draft, reading)}>
          {isOverwritten
            ? 'It has changed while you were editing; your changes were not saved.'
            : unsaved
              ? 'It had changed before your changes arrived, so they were not saved. Look at it again.'
              : 'It had changed before you decided, so nothing was done. Look at it again.'}
        </Comparison>
      )}
      {isEditing ? (
        <DraftEdit
          draft={editing.draft}
          field={editing.field}
          onCancel={() => setEditing(undefined)}
          onSave={async (changes) => {
            await change(changes);
            setEditing(undefined);
          }}
        />
      ) : (
        <>
          <DraftFacts
            facts={factsOf(draft, reading)}
            before={before && factsOf(before, reading)}
            onEdit={EDITABLE[draft.kind] && !isBusy ? (field) => setEditing({ draft, field }) : undefined}
          />
          <Notices draft={draft} standing={standing} />
          <FormFailure what="Your decision was not sent" error={error} />
          {unsaved && (
            <Group>
              <Button variant="default" onClick={() => repeat(unsaved)}>
                Make your changes to this one
              </Button>
            </Group>
          )}
          <OfferCheck draft={draft} onDrop={() => decide('cancel')}>
            <DraftButtons draft={draft} standing={standing} onDecide={decide} onEdit={() => setEditing({ draft })} />
          </OfferCheck>
          <Text size="xs" c="dimmed">
            {effect} Nothing is sent before you approve it.
          </Text>
        </>
      )}
    </section>
  );
}

function Notices({ draft, standing }: { draft: Draft; standing: ReturnType<typeof useDecision>['standing'] }) {
  const missing = missingWords(draft);
  const came =
    standing.is === 'failed'
      ? standing.reason
      : standing.is === 'refused'
        ? 'It was not done: the answer above says why.'
        : undefined;
  if (missing === undefined && came === undefined) return null;
  return (
    <output className={styles.notices}>
      {came !== undefined && <Text fw={600}>{came}</Text>}
      {missing !== undefined && <Text fw={600}>{missing}</Text>}
    </output>
  );
}

/** The revision that stood here before the present one, to show what has changed. */
function useEarlier(draft: Draft): Draft | undefined {
  const [versions, setVersions] = useState<{ readonly now: Draft; readonly before?: Draft }>({ now: draft });
  if (draft.revision !== versions.now.revision) setVersions({ now: draft, before: versions.now });
  return versions.before;
}
