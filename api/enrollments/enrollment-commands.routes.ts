import { z } from 'zod';
import type { ApiDeps } from '#api/deps.ts';
import type { Actor } from '#api/http/access.ts';
import { Problem } from '#api/http/problem.ts';
import { route, type Route } from '#api/http/route.ts';
import { foreseeRoom } from '#api/shared/require-room.ts';
import { readerOf } from '#api/shared/reader.ts';
import { requireAllowed } from '#api/shared/require-allowed.ts';
import { ApproveEnrollment, Enrollment, RejectEnrollment, SubmitEnrollment } from '#contracts/enrollments.ts';
import { EnrollmentId } from '#contracts/ids.ts';
import { ENROLLMENT_LIFECYCLE, isEditableEnrollment } from '#domain/lifecycles/enrollment.ts';
import { approveEnrollment, rejectEnrollment, submitEnrollment } from '#workflows/enrollment/messages.ts';
import type { SeenEnrollment } from './enrollments.policy.ts';
import { allowedEnrollmentActions, enrollmentFacts, missingOf, toEnrollment } from './enrollments.presenter.ts';
import { findEnrollment, type EnrollmentRow } from './enrollments.queries.ts';
import { requireRevision } from './enrollments.writes.ts';

const params = z.strictObject({ id: EnrollmentId });
const common = {
  tags: ['enrollments'],
  rateClass: 'other',
  idempotency: 'optional',
  method: 'post',
  params,
  success: { status: 200, schema: Enrollment },
} as const;

/** Handing an enrollment in, and deciding about it; each answers with the enrollment as it stands afterwards. */
export function enrollmentCommandRoutes(deps: ApiDeps): Route[] {
  return [submitRoute(deps), ...decisionRoutes(deps)];
}

function submitRoute(deps: ApiDeps): Route {
  return route({
    ...common,
    operationId: 'submitEnrollment',
    summary: 'Hand an enrollment in',
    description:
      'Exactly the revision that is named, when nothing is missing. Without a service that needs a licence it is verified at ' +
      'once: the answer names the provider, and the account has the role `provider`. Otherwise an operator approves or ' +
      'rejects it, by `decideBy`. After a rejection it can be changed and handed in again.',
    path: '/v1/enrollments/:id/submit',
    access: { owner: 'enrollmentOwner' },
    body: SubmitEnrollment,
    problems: ['invalid_transition', 'enrollment_incomplete', 'stale_revision', 'already_provider', 'quota_used_up'],
    async handle({ actor, resource, body: { revision }, commandId }) {
      const { row } = resource;
      const order = { commandId, actorId: actor.id, revision };
      try {
        await deps.commands.onEnrollment(row.id, submitEnrollment, order, async () => {
          requireMove(row, 'submit', 'consumer');
          requireRevision(row, revision);
          await foreseeRoom(deps, deps.orm, { accountId: row.applicantId }, { submissions: 1 });
        });
      } catch (error) {
        throw await withPresentState(deps, error, row.id);
      }
      return presentChanged(deps, actor, resource);
    },
  });
}

function decisionRoutes(deps: ApiDeps): Route[] {
  const decision = { ...common, access: { roles: ['admin'] } } as const;
  return [
    route({
      ...decision,
      operationId: 'approveEnrollment',
      summary: 'Approve an enrollment',
      description:
        'For operators, of somebody else’s enrollment with a licence that they have looked at. The provider, its services and ' +
        'the role `provider` are there with the answer, and the next match finds it.',
      path: '/v1/enrollments/:id/approve',
      body: ApproveEnrollment,
      problems: ['not_found', 'invalid_transition', 'own_account', 'already_provider'],
      async handle({ actor, params: { id }, commandId }) {
        const row = await findForOthers(deps, actor, id);
        const order = { commandId, actorId: actor.id };
        await deps.commands.onEnrollment(row.id, approveEnrollment, order, () => requireMove(row, 'approve', 'admin'));
        return presentChanged(deps, actor, { row, side: 'admin' });
      },
    }),
    route({
      ...decision,
      operationId: 'rejectEnrollment',
      summary: 'Reject an enrollment',
      description:
        'For operators, of somebody else’s enrollment. The applicant reads the reason and may hand it in again.',
      path: '/v1/enrollments/:id/reject',
      body: RejectEnrollment,
      problems: ['not_found', 'invalid_transition', 'own_account'],
      async handle({ actor, params: { id }, body: { reason }, commandId }) {
        const row = await findForOthers(deps, actor, id);
        const order = { commandId, actorId: actor.id, payload: { reason } };
        await deps.commands.onEnrollment(row.id, rejectEnrollment, order, () => requireMove(row, 'reject', 'admin'));
        return presentChanged(deps, actor, { row, side: 'admin' });
      },
    }),
  ];
}

/** Throws a 409 that says what is in the way: the state, or everything that is missing at once. */
export function requireMove(
  row: EnrollmentRow,
  command: 'edit' | 'submit' | 'approve' | 'reject',
  side: 'consumer' | 'admin',
): void {
  if (command === 'submit' && isEditableEnrollment(row.status)) requireComplete(row);
  requireAllowed({
    lifecycle: ENROLLMENT_LIFECYCLE,
    status: row.status,
    command,
    side,
    facts: enrollmentFacts(row),
    allowedActions: allowedEnrollmentActions(row, side),
  });
}

function requireComplete(row: EnrollmentRow): void {
  const missing = missingOf(row);
  if (missing.length === 0) return;
  const named = missing.map(({ field, serviceType }) => (serviceType === null ? field : `${field} of ${serviceType}`));
  const { status } = row;
  const info = { status, missing, allowedActions: allowedEnrollmentActions(row, 'consumer') };
  throw new Problem('enrollment_incomplete', `it still needs: ${named.join(', ')}`, { info });
}

/** Any enrollment but the operator's own: nobody decides about themselves. */
async function findForOthers({ orm }: ApiDeps, actor: Actor, id: string): Promise<EnrollmentRow> {
  const row = await findEnrollment(orm, id);
  if (!row) throw new Problem('not_found', 'there is no such enrollment');
  if (row.applicantId !== actor.id) return row;
  throw new Problem('own_account', 'another operator has to decide about your enrollment');
}

/** Somebody who handed in by an outdated picture is told what is so now. */
async function withPresentState({ orm }: ApiDeps, error: unknown, id: string): Promise<unknown> {
  if (!(error instanceof Problem) || error.info) return error;
  const row = await findEnrollment(orm, id);
  if (!row) return error;
  const { revision, status } = row;
  if (error.code === 'stale_revision') {
    return new Problem(error.code, error.message, { info: { revision, status }, cause: error });
  }
  if (error.code !== 'enrollment_incomplete') return error;
  return new Problem(error.code, error.message, { info: { status, missing: missingOf(row) }, cause: error });
}

/** A new role counts at once in this process; in the others within seconds. */
async function presentChanged(deps: ApiDeps, actor: Actor, { row, side }: SeenEnrollment) {
  const now = (await findEnrollment(deps.orm, row.id)) ?? row;
  if (now.status === 'verified') deps.accountChanges.announce(now.applicantId);
  return toEnrollment(now, side, readerOf(deps, actor), deps.config.timers);
}
