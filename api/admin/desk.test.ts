import { expect } from 'chai';
import { DAY_MS, HOUR_MS } from '#domain/local-date.ts';
import { enqueueWorkflow } from '#db/outbox.ts';
import { inTransaction } from '#db/transaction.ts';
import { useApi } from '#test/support/api.ts';
import { insertAccount, insertBooking, insertEnrollment, insertRequest } from '#test/support/factories.ts';
import type { TestAnswer } from '#test/support/http.ts';
import { peopleOf } from '#test/support/people.ts';

const ago = (ms: number): Date => new Date(Date.now() - ms);

describe("the operator's desk", () => {
  const fixture = useApi();
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();

  async function orderStart(requestId: string): Promise<void> {
    await inTransaction(fixture.orm, async (transaction) => {
      enqueueWorkflow(transaction, {
        workflowType: 'nobodyRunsIt',
        workflowId: `request/${requestId}`,
        input: { requestId },
        attributes: { kind: 'request', status: 'pending' },
        summary: 'a start of a test',
      });
    });
  }

  /** A list item by item, which shows that its pages join. */
  async function all(path: string, as: { token: string }): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: TestAnswer<{ items: Record<string, unknown>[]; nextCursor: string | null }> = await fixture.api.get(
        `${path}?limit=1${cursor && `&cursor=${cursor}`}`,
        { as },
      );
      expect(page.status).to.equal(200);
      found.push(...page.body.items);
      cursor = page.body.nextCursor;
    }
    return found;
  }

  it('counts what waits and lists what makes no progress, the longest overdue first', async () => {
    const as = await people.admin();
    const empty = (await fixture.api.get('/v1/admin/desk', { as })).body;
    expect(empty).to.deep.equal({
      enrollments: { waiting: 0, late: 0, nextDecideBy: null },
      overdueRuns: { total: 0, oldestAt: null },
      outbox: { pending: 0, oldestAt: null },
      suspendedAccounts: 0,
    });

    const [submittedAt, createdAt, scheduledEnd] = [ago(3 * DAY_MS), ago(HOUR_MS), ago(8 * DAY_MS)];
    await insertEnrollment(em(), { status: 'pending_verification', submittedAt });
    await insertEnrollment(em(), { status: 'pending_verification', submittedAt: ago(HOUR_MS) });
    await insertEnrollment(em());
    await insertAccount(em(), { status: 'suspended' });
    const started = await insertRequest(em(), { createdAt, expiresAt: ago(HOUR_MS / 2) });
    const ended = await insertBooking(em(), { scheduledStart: ago(9 * DAY_MS), scheduledEnd });
    await orderStart(started.id);

    const desk = (await fixture.api.get('/v1/admin/desk', { as })).body;
    const { enrollmentReviewMs, autoCompleteMs } = fixture.config.timers;
    const due = (from: Date, ms: number): string => new Date(from.getTime() + ms).toISOString();
    expect(desk.enrollments).to.deep.equal({
      waiting: 2,
      late: 1,
      nextDecideBy: due(submittedAt, enrollmentReviewMs),
    });
    expect(desk.suspendedAccounts).to.equal(1);
    expect(desk.outbox.pending).to.equal(1);
    expect(desk.overdueRuns).to.deep.equal({ total: 2, oldestAt: due(scheduledEnd, autoCompleteMs) });

    const runs = await all('/v1/admin/overdue-runs', as);
    expect(runs.map(({ workflowId, expected }) => [workflowId, expected])).to.deep.equal([
      [`booking/${ended.id}`, 'to_complete'],
      [`request/${started.id}`, 'to_start'],
    ]);
    expect(runs[1]).to.deep.include({ kind: 'request', aggregateId: started.id, dueAt: due(createdAt, 0) });
    expect(await all('/v1/admin/outbox', as)).to.have.length(1);
  });

  it('shows of a waiting start how often it was tried and nothing of what it carries', async () => {
    const as = await people.admin();
    const request = await insertRequest(em());
    await orderStart(request.id);
    await em().execute(`update workflow_outbox set attempts = 3, last_error = 'ServiceError: UNAVAILABLE'`);
    const waiting = (await all('/v1/admin/outbox', as)).at(-1);
    expect(waiting).to.deep.include({
      workflowType: 'nobodyRunsIt',
      workflowId: `request/${request.id}`,
      signal: null,
      attempts: 3,
      lastError: 'ServiceError: UNAVAILABLE',
    });
    expect(waiting).to.have.all.keys(
      'id workflowType workflowId signal attempts lastError createdAt nextAttemptAt links'.split(' '),
    );
  });

  it('is for operators', async () => {
    const as = await people.provider();
    for (const path of ['/v1/admin/desk', '/v1/admin/overdue-runs', '/v1/admin/outbox']) {
      expect(await fixture.api.get(path, { as }), path).to.be.problem(403, 'forbidden');
    }
  });
});
