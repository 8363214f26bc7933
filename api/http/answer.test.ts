import { expect } from 'chai';
import { z } from 'zod';
import { compileAnswer } from './answer.ts';
import { reply, route } from './route.ts';

describe('the answer of a route', () => {
  let checks = 0;
  const Counted = z.strictObject({ text: z.string().refine(() => (checks += 1) > 0) });
  const toAnswer = compileAnswer(
    route({
      operationId: 'getText',
      tags: ['test'],
      summary: 'A text',
      description: 'A text.',
      method: 'get',
      path: '/text',
      access: 'public',
      rateClass: 'none',
      idempotency: 'none',
      success: { status: 200, schema: Counted },
      problems: [],
      handle: () => ({ text: '' }),
    }),
  );
  beforeEach(() => void (checks = 0));

  it('is checked once when the same reply is given every time', () => {
    const fixed = reply({ text: 'always' }, { headers: { 'X-Test': '1' } });
    const first = toAnswer(fixed);
    expect([toAnswer(fixed), checks]).to.deep.equal([first, 1]);
    expect(first.body).to.equal('{"text":"always"}');
  });
  it('is checked every time when it is made anew', () => {
    toAnswer(reply({ text: 'now' }, {}));
    toAnswer(reply({ text: 'now' }, {}));
    toAnswer({ text: 'now' });
    expect(checks).to.equal(3);
  });
});
