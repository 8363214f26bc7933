import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Registration } from '#db/entities/registration.entity.ts';
import { useApi } from '#test/support/api.ts';
import { atOnce, tally } from '#test/support/limits.ts';

describe('many passwords at once', () => {
  const fixture = useApi({ settings: { PROXIE_PASSWORDS_AT_ONCE: '1', PROXIE_PASSWORDS_WAITING: '3' } });
  const mail = (): string => `${randomUUID()}@test.example`;
  const logIn = () => fixture.api.post('/v1/auth/login', { body: { email: mail(), password: 'a long pass phrase' } });
  const register = () =>
    fixture.api.post('/v1/auth/register', { body: { email: mail(), password: 'a long pass phrase', name: 'Ada' } });

  it('are turned away early, logins and registrations alike, and what was turned away has no effect', async () => {
    const em = fixture.orm.em.fork();
    const before = await em.count(Registration);
    const answers = await atOnce(60, (index) => (index % 2 === 0 ? logIn() : register()));
    const { 401: refused = 0, 202: taken = 0, 503: shed = 0 } = tally(answers);
    expect(refused + taken + shed).to.equal(60);
    expect(refused + taken).to.be.at.least(4); // one at work and three that wait
    expect(shed).to.be.at.least(1);
    for (const answer of answers.filter(({ status }) => status === 503)) {
      expect(answer).to.be.problem(503, 'unavailable');
    }
    expect(await em.count(Registration)).to.equal(before + taken);
  });
  it('leave the other calls alone, and have room again afterwards', async () => {
    const over: string[] = [];
    const logins = atOnce(4, () => logIn().then(() => over.push('login')));
    await fixture.api.get('/health').then(() => over.push('health'));
    await logins;
    expect(over.indexOf('health'), 'in the order of the answers').to.be.lessThan(4);
    expect((await logIn()).status).to.equal(401);
  });
});
