import { expect } from 'chai';
import { HOUR_MS } from '#domain/local-date.ts';
import { createEnrolling } from '#test/support/enrolling.ts';
import { useLives } from '#test/support/lives.ts';
import { createSaboteur, outage } from '#test/support/saboteur.ts';
import { until } from '#test/support/until.ts';
import { enrollmentWorkflowId } from '../enrollment/messages.ts';

const saboteur = createSaboteur();

describe('a fact', function () {
  this.timeout(240_000);
  const lives = useLives({}, undefined, { innermost: saboteur.innermost });
  const enrolling = createEnrolling(lives);
  afterEach(() => saboteur.heal());

  it('is waited for through an outage of hours without filling the history, and written when that is over', async () => {
    saboteur.fail(outage, ['openEnrollment']);
    const enrollment = await enrolling.begin();
    const workflowId = enrollmentWorkflowId(enrollment.enrollmentId);
    const events = async () => (await lives.handle(workflowId).fetchHistory()).events?.length;
    await until('the server to repeat the fact', () => saboteur.count() > 5);
    await lives.pass(HOUR_MS);
    const afterAnHour = await events();
    await lives.pass(6 * HOUR_MS);
    expect(saboteur.count()).to.be.greaterThan(5);
    expect(await events())
      .to.equal(afterAnHour)
      .and.to.be.lessThan(15);

    saboteur.heal();
    await lives.pass(HOUR_MS);
    await enrolling.submit(enrollment);
    expect((await enrolling.row(enrollment)).status).to.equal('verified');
    await lives.replays(workflowId, 'enrollment-through-an-outage');
  });
});
