import { Offer } from '#db/entities/offer.entity.ts';
import { RequestMatch } from '#db/entities/request-match.entity.ts';
import { isRecorded, recordFacts } from '#db/facts.ts';
import { setMedia } from '#db/media.ts';
import { takePayload, type RequestEdit } from '#db/payloads.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Command } from '#workflows/shared/command.ts';
import { refusal } from '#workflows/shared/refusal.ts';
import { requireRoom } from '../shared/require-room.ts';
import { lockRequest, moveRequest, requestFact, tellConsumer } from './request-rows.ts';
import type { At, Dependencies } from './snapshot.ts';

/** Changes what the request asks for while no offer is in, and takes back the leads of what it asked before. */
export async function applyEdit(
  { orm, quotas }: Dependencies,
  { requestId, commandId, actorId, payloadId, atMs }: Command & At,
): Promise<void> {
  await inTransaction(orm, async (em) => {
    const request = await lockRequest(em, requestId);
    if (await isRecorded(em, `${commandId} edit`)) return;
    if ((await em.count(Offer, { request: requestId, status: 'pending' })) > 0) {
      throw refusal('invalid_transition', 'the request has an open offer');
    }
    const subject = { accountId: request.consumer.id, requestId };
    await requireRoom({ em }, { quotas, nowMs: atMs }, subject, { edits_per_request: 1, leads: 1 });
    const from = request.status;
    moveRequest(request, 'edit', 'consumer');
    const edit = await takePayload<RequestEdit>(em, payloadId);
    const { media, ...columns } = edit;
    em.assign(request, columns);
    if (media) await setMedia({ em }, { of: 'request', id: requestId, accountId: request.consumer.id }, media);
    await em.nativeDelete(RequestMatch, { request: requestId });
    await recordFacts(em, [
      {
        ...requestFact(request, 'request.edited', `${commandId} edit`, atMs),
        from,
        to: request.status,
        side: 'consumer',
        actorId,
        data: { fields: Object.keys(edit) },
        tell: [tellConsumer(request)],
      },
    ]);
  });
}
