import type { EntityManager } from '@mikro-orm/postgresql';
import type { DraftResult } from '#db/entities/chat-draft.entity.ts';
import { toStorableJson } from './storable.ts';
import type { Draft } from './talk-rows.ts';
import type { DraftWish } from './tools/tool.ts';

const RETURNING = 'returning id, kind, target, body, about, revision, status';

/** Puts a draft in place of the open one of its kind, with a new revision: what was seen of it before can no longer be approved. */
export async function writeDraft(
  em: EntityManager,
  conversationId: string,
  newId: string,
  { kind, target, body, about }: DraftWish,
): Promise<Draft> {
  const [draft]: Draft[] = await em.execute(
    `insert into chat_drafts (id, conversation_id, kind, target, body, about) values (?, ?, ?, ?, ?::jsonb, ?::jsonb)
     on conflict (conversation_id, kind) where status = 'open' do update
       set target = excluded.target, body = excluded.body, about = excluded.about,
           revision = chat_drafts.revision + 1, updated_at = now()
     ${RETURNING}`,
    [newId, conversationId, kind, target, toStorableJson(body), toStorableJson(about)],
  );
  if (!draft) throw new Error('a draft was written and is not there');
  return draft;
}

/** Changes an open draft of exactly that revision; nothing when it stands elsewhere by now. */
export async function changeDraft(
  em: EntityManager,
  { id, revision }: Pick<Draft, 'id' | 'revision'>,
  { body, about }: Pick<Draft, 'body' | 'about'>,
): Promise<Draft | undefined> {
  const [draft]: Draft[] = await em.execute(
    `update chat_drafts set body = ?::jsonb, about = ?::jsonb, revision = revision + 1, updated_at = now()
     where id = ? and revision = ? and status = 'open' ${RETURNING}`,
    [toStorableJson(body), toStorableJson(about), id, revision],
  );
  return draft;
}

/** Closes an open draft; what is closed stays as it is. */
export async function closeDraft(
  em: EntityManager,
  { id, revision }: Pick<Draft, 'id' | 'revision'>,
  to: { readonly status: 'cancelled' } | { readonly status: 'approved'; readonly result: DraftResult },
): Promise<void> {
  await em.execute(
    `update chat_drafts set status = ?, result = ?::jsonb, updated_at = now()
     where id = ? and revision = ? and status = 'open'`,
    [to.status, to.status === 'approved' ? JSON.stringify(to.result) : null, id, revision],
  );
}
