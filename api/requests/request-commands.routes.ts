import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import type { Actor } from '#api/http/access.ts';
import { route, type Route } from '#api/http/route.ts';
import { requireOwnMedia } from '#api/media/own-media.ts';
import { foreseeRoom } from '#api/shared/require-room.ts';
import { readerOf } from '#api/shared/reader.ts';
import { requireAllowed } from '#api/shared/require-allowed.ts';
import { RequestId } from '#contracts/ids.ts';
import { CancelWithReason, EditRequest, ServiceRequest } from '#contracts/requests.ts';
import { REQUEST_LIFECYCLE, requestRefusal } from '#domain/lifecycles/request.ts';
import { cancelRequest, editRequest } from '#workflows/request/messages.ts';
import type { SeenRequest } from './requests.policy.ts';
import { allowedRequestActions, requestFacts, toServiceRequest } from './requests.presenter.ts';
import { findRequest } from './requests.queries.ts';
import { requireDateToCome, toEdit } from './requests.writes.ts';

const common = { tags: ['requests'], rateClass: 'requests', idempotency: 'optional' } as const;
const params = z.strictObject({ id: RequestId });

/** What the consumer does with a request itself; each answers with the request as it stands afterwards. */
export function requestCommandRoutes(deps: ApiDeps): Route[] {
  const { orm, commands } = deps;
  return [
    route({
      ...common,
      operationId: 'editRequest',
      summary: 'Change what you ask for',
      description:
        'Only while no offer is in. What is absent stays as it was; an object that is given replaces the whole of it. ' +
        'The request is matched anew, and leads of what it asked before are taken back.',
      method: 'patch',
      path: '/v1/requests/:id',
      access: { owner: 'requestOwner' },
      params,
      body: EditRequest,
      success: { status: 200, schema: ServiceRequest },
      problems: ['invalid_transition', 'request_closed', 'quota_reached', 'quota_used_up'],
      async handle({ actor, resource, body, commandId }) {
        const order = { commandId, actorId: actor.id, payload: toEdit(body) };
        await commands.onRequest(resource.row.id, editRequest, order, async () => {
          requireMove(resource, 'edit');
          requireDateToCome(body.timing, deps.now());
          const subject = { accountId: actor.id, requestId: resource.row.id };
          await foreseeRoom(deps, orm, subject, { edits_per_request: 1, leads: 1 });
          await requireOwnMedia(orm, actor.id, body.media);
        });
        return present(actor, resource);
      },
    }),
    route({
      ...common,
      operationId: 'cancelRequest',
      summary: 'Cancel a request',
      description: 'Until it is booked; after that, cancel the booking. Open offers are declined with it.',
      method: 'post',
      path: '/v1/requests/:id/cancel',
      access: { owner: 'requestReader' },
      params,
      body: CancelWithReason,
      success: { status: 200, schema: ServiceRequest },
      problems: ['invalid_transition', 'request_closed'],
      async handle({ actor, resource, body: { reason }, commandId }) {
        const { row, side } = resource;
        const order = { commandId, actorId: actor.id, side, payload: { reason } };
        await commands.onRequest(row.id, cancelRequest, order, () => requireMove(resource, 'cancel'));
        return present(actor, resource);
      },
    }),
  ];

  async function present(actor: Actor, { row, side }: SeenRequest) {
    return toServiceRequest((await findRequest(orm, row.id)) ?? row, side, readerOf(deps, actor));
  }
}

function requireMove({ row, side }: SeenRequest, command: 'edit' | 'cancel'): void {
  requireAllowed({
    lifecycle: REQUEST_LIFECYCLE,
    status: row.status,
    command,
    side,
    facts: requestFacts(row),
    code: requestRefusal(row.status),
    allowedActions: allowedRequestActions(row, side),
  });
}
