import { expect } from 'chai';
import { CREATE_REQUEST_EXAMPLE } from '#contracts/examples.ts';
import { useApi } from '#test/support/api.ts';
import type { TestAnswer } from '#test/support/http.ts';
import { pngOf } from '#test/support/images.ts';
import { peopleOf, type SignedIn } from '#test/support/people.ts';

/** Who calls is looked up every few seconds, whatever is called; each command ends with its entry in the audit. */
const OF_EVERY_CALL = / from accounts\b|^insert into audit_entries\b/;

describe('the calls that people wait for most', () => {
  const fixture = useApi();
  const people = peopleOf(fixture);
  const said = { role: 'consumer', message: 'I need a haircut' };
  const post = (as: SignedIn, path: string, body: unknown, headers = {}) =>
    fixture.api.post(path, { as, body, headers });

  /** Begin and commit are not among them. */
  async function statementsOf(call: Promise<TestAnswer>): Promise<string[]> {
    fixture.takeStatements();
    expect((await call).status).to.be.below(300);
    return fixture.takeStatements().filter((sql) => !OF_EVERY_CALL.test(sql));
  }

  it('begin a conversation with one statement, its quota included', async () => {
    const as = await people.consumer();
    expect(await statementsOf(post(as, '/v1/chat', said))).to.have.length(1);
  });

  it('go on with a conversation with two', async () => {
    const as = await people.consumer();
    const { conversationId } = (await post(as, '/v1/chat', said)).body;
    expect(await statementsOf(post(as, '/v1/chat', { ...said, conversationId }))).to.have.length(2);
  });

  it('make a request with one statement for all its quotas and one for its facts', async () => {
    const as = await people.consumer();
    const statements = await statementsOf(post(as, '/v1/requests', CREATE_REQUEST_EXAMPLE));
    expect(statements.filter((sql) => sql.includes('quota_room'))).to.have.length(1);
    expect(statements.filter((sql) => /insert into (?:events|feed_)/.test(sql))).to.have.length(1);
    expect(statements).to.have.length(5); // quotas, request, order of its run, facts, answer
  });

  it('keep an image with one statement before it is written', async () => {
    const as = await people.consumer();
    const image = post(as, '/v1/media', pngOf(1), { 'content-type': 'image/png' });
    expect(await statementsOf(image)).to.have.length(1); // its bytes are bound and not heard of here
  });

  it('read who somebody is without any', async () => {
    const as = await people.consumer();
    expect(await statementsOf(fixture.api.get('/v1/auth/me', { as }))).to.deep.equal([]);
  });
});
