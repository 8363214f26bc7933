import type { EntityManager } from '@mikro-orm/postgresql';
import { v5 as uuidv5 } from 'uuid';
import type { UseCases } from '#contracts/use-cases.ts';
import type { DraftResult } from '#db/entities/chat-draft.entity.ts';
import type { StoredAction } from '#db/entities/chat-turn.entity.ts';
import { inTransaction, type Orm } from '#db/transaction.ts';
import type { DecisionOutcome, DraftKind } from '#domain/chat.ts';
import { missingIn } from '#domain/drafts.ts';
import { changedBody, operationOf } from './draft-bodies.ts';
import { changeDraft, closeDraft } from './drafts.ts';
import { toStorable } from './storable.ts';
import { findDraft, findTurn, type Draft } from './talk-rows.ts';
import {
  approvedWords,
  draftWords,
  CANCELLED_AFTER_APPROVAL,
  missingWords,
  NO_DRAFT,
  refusedWords,
  staleWords,
  wrongChangeWords,
} from './wording.ts';
import { withoutLinks } from './without-links.ts';

/** What decisions need of their process: an approval is a call of the API and nothing else. */
export interface ActionDependencies {
  readonly orm: Orm;
  readonly useCases: UseCases;
}

/** What is said about it, and what it does to the draft in the same transaction. */
interface Outcome {
  readonly is: DecisionOutcome;
  readonly text: string;
  readonly change?: (em: EntityManager) => Promise<unknown>;
}

const COMMANDS = '5d1f7c52-8a0b-4b1c-b9d6-2e4a6c8f0d71';

/**
 * Carries out what the user has decided about a draft, and keeps what there is to say about it. Only an approval of the very
 * revision that stands has an effect. Its command is named after draft and revision: given again, by a second approval or
 * a second attempt, it is the same command, and has one effect.
 */
export async function carryOutAction(dependencies: ActionDependencies, { turnId }: { turnId: string }): Promise<void> {
  const { orm } = dependencies;
  const em = orm.em.fork();
  const turn = await findTurn({ em }, turnId);
  if (!turn?.action || (await isSaid(em, turnId))) return;
  const draft = await findDraft({ em }, { id: turn.action.draftId, conversationId: turn.conversationId });
  const { is, text, change } = await decideOn({ ...dependencies, em }, turn.accountId, turn.action, draft);
  await inTransaction(orm, async (tx) => {
    const said: object[] = await tx.execute(
      'insert into chat_steps (turn_id, step, text) values (?, 0, ?) on conflict do nothing returning turn_id',
      [turnId, toStorable(withoutLinks(text))],
    );
    if (said.length === 0) return;
    await change?.(tx);
    await tx.execute(`update chat_turns set action = action || jsonb_build_object('outcome', ?::text) where id = ?`, [
      is,
      turnId,
    ]);
  });
}

async function isSaid(em: EntityManager, turnId: string): Promise<boolean> {
  const rows: object[] = await em.execute('select 1 from chat_steps where turn_id = ? and step = 0', [turnId]);
  return rows.length > 0;
}

async function decideOn(
  { useCases, em }: Pick<ActionDependencies, 'useCases'> & { em: EntityManager },
  accountId: string,
  { type, revision, changes = {} }: StoredAction,
  draft: Draft | undefined,
): Promise<Outcome> {
  if (!draft) return { is: 'refused', text: NO_DRAFT };
  if (draft.status !== 'open' || draft.revision !== revision) return { is: 'stale', text: staleWords(draft, revision) };
  switch (type) {
    case 'cancel':
      return {
        is: 'done',
        text: (await mayHaveHappened(em, draft)) ? CANCELLED_AFTER_APPROVAL : 'The draft is gone. Nothing was sent.',
        change: (em) => closeDraft(em, draft, { status: 'cancelled' }),
      };
    case 'edit':
      return edit(draft, changes);
    case 'approve':
      return approve(useCases, accountId, draft);
  }
}

/** True when the draft was approved before and nobody could find out what came of it. */
async function mayHaveHappened(em: EntityManager, { id }: Draft): Promise<boolean> {
  const rows: object[] = await em.execute(
    `select 1 from chat_turns
      where conversation_id = (select conversation_id from chat_drafts where id = ?)
        and status = 'failed' and action ->> 'type' = 'approve' and action ->> 'draftId' = ? and started_at is not null
      limit 1`,
    [id, id],
  );
  return rows.length > 0;
}

function edit(draft: Draft, changes: Record<string, unknown>): Outcome {
  const changed = changedBody(draft.kind, draft.body, changes);
  if ('wrong' in changed) return { is: 'refused', text: wrongChangeWords(changed.wrong) };
  const { body } = changed;
  const about = draft.kind === 'accept_offer' ? { ...draft.about, slot: body.slot } : draft.about;
  const next = { ...draft, body, about, revision: draft.revision + 1 };
  return { is: 'done', text: draftWords(next), change: (em) => changeDraft(em, draft, { body, about }) };
}

async function approve(useCases: UseCases, accountId: string, draft: Draft): Promise<Outcome> {
  const { id, kind, target, body, revision } = draft;
  const missing = missingIn(kind, body);
  if (missing.length > 0) return { is: 'refused', text: missingWords(missing) };
  const answer = await useCases.invoke({
    accountId,
    operationId: operationOf(kind, target),
    ...(target !== null && { params: { id: target } }),
    body,
    commandId: uuidv5(`${id} ${revision}`, COMMANDS),
  });
  if (!answer.ok) return { is: 'refused', text: refusedWords(answer.problem) };
  const made = answer.body as { id: string };
  const result: DraftResult = { type: MADE[kind], id: made.id };
  return {
    is: 'done',
    text: approvedWords(draft, answer.body),
    change: (em) => closeDraft(em, draft, { status: 'approved', result }),
  };
}

const MADE: Readonly<Record<DraftKind, DraftResult['type']>> = {
  create_service_request: 'request',
  update_request_details: 'request',
  accept_offer: 'booking',
  cancel_request: 'request',
  submit_offer: 'offer',
  submit_review: 'review',
  update_enrollment: 'enrollment',
  submit_enrollment: 'enrollment',
  update_availability: 'provider',
};
