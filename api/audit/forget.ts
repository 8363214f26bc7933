import { Problem } from '#api/http/problem.ts';
import { inTransaction, type Orm } from '#db/transaction.ts';
import { anonymiseAudit } from './anonymise.ts';
import type { MailHash } from './mail-hash.ts';
import { recordAudit, type Deed } from './record.ts';

/** Who wants somebody forgotten, and why. */
type ForgetAct = Pick<Deed, 'side' | 'actorId' | 'userAgent' | 'requestId'> & { readonly reason: string };

/**
 * Takes what is personal about an account out of the audit, and notes in the same transaction that this was done. The
 * account itself stays as it is; one that is gone can be forgotten by its id. Answers how many entries were changed.
 */
export function forgetInAudit(orm: Orm, accountId: string, act: ForgetAct, mailHash: MailHash): Promise<number> {
  return inTransaction(orm, async (em) => {
    const [account]: { email: string | null }[] = await em.execute('select email from accounts where id = ?', [
      accountId,
    ]);
    const changed = await anonymiseAudit(em, { accountId, email: account?.email ?? null }, mailHash);
    if (!account && changed === 0) {
      throw new Problem('not_found', 'there is no account with this id, and nothing personal of one in the audit');
    }
    await recordAudit(em, {
      ...act,
      operationId: 'forgetAccount',
      resource: { type: 'accounts', id: accountId },
      outcome: 'succeeded',
      status: 200,
    });
    return changed;
  });
}
