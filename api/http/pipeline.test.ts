import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { once } from 'node:events';
import { expect } from 'chai';
import { startKernel, type TestKernel } from '#test/support/kernel.ts';
import { NOTE_OWNERSHIP, noteRoutes, type Notebook } from '#test/support/notes.ts';

describe('the HTTP pipeline', () => {
  const notebook: Notebook = { notes: new Map(), loads: [] };
  const ann = { id: randomUUID(), roles: [], status: 'active' };
  const ben = { id: randomUUID(), roles: ['consumer', 'provider'], status: 'active' } as const;
  const tokens = { ann: '', ben: '' };
  let kernel: TestKernel;
  let api: TestKernel['api'];

  before(async () => {
    const routes = noteRoutes(notebook);
    kernel = await startKernel({ routes, deps: notebook, ownership: NOTE_OWNERSHIP, accounts: [ann, ben] });
    api = kernel.api;
    tokens.ann = (await kernel.issueToken(ann.id)).token;
    tokens.ben = (await kernel.issueToken(ben.id)).token;
  });
  after(() => kernel.stop());
  beforeEach(() => {
    notebook.notes.clear();
    notebook.loads.length = 0;
  });

  const useNote = (ownerId: string = ann.id): string => {
    const id = randomUUID();
    notebook.notes.set(id, { id, ownerId, text: 'milk' });
    return id;
  };

  describe('who may call', () => {
    it('answers 401 without a token, whatever else is wrong, and before the body is read', async () => {
      expect(await api.post('/v1/notes', { body: '{ not json' })).to.be.problem(401, 'unauthenticated');
      expect(await api.get('/v1/notes/not-a-uuid')).to.be.problem(401, 'unauthenticated');
      expect(await api.put(`/v1/notes/${useNote()}?x=1`)).to.be.problem(401, 'unauthenticated');
      expect(await unfinishedPost('/v1/notes')).to.equal(401);
    });
    it('answers 403 for another role before it looks at anything else of the request', async () => {
      expect(await api.put('/v1/notes/not-a-uuid', { as: tokens.ann, body: '{' })).to.be.problem(403, 'forbidden');
      expect(notebook.loads).to.deep.equal([]);
    });
    it('names a malformed id in the path and loads nothing for it', async () => {
      const answer = await api.get('/v1/notes/42', { as: tokens.ann });
      expect(answer).to.be.problem(400, 'validation_failed');
      expect(answer.body.errors).to.deep.equal([{ in: 'path', path: '/id', message: 'Invalid UUID' }]);
      expect(notebook.loads).to.deep.equal([]);
    });
    it('answers 404 for what is not there, 403 for what is not yours, and loads it once', async () => {
      expect(await api.get(`/v1/notes/${randomUUID()}`, { as: tokens.ann })).to.be.problem(404, 'not_found');
      expect(await api.get(`/v1/notes/${useNote(ben.id)}`, { as: tokens.ann })).to.be.problem(403, 'not_yours');
      const id = useNote();
      notebook.loads.length = 0;
      expect((await api.get(`/v1/notes/${id}`, { as: tokens.ann })).body).to.deep.equal({ id, text: 'milk' });
      expect(notebook.loads).to.deep.equal([id]);
    });
    it('looks at ownership before it reads the body', async () => {
      const path = `/v1/notes/${useNote(ann.id)}?revision=1`;
      expect(await api.put(path, { as: tokens.ben, body: '{ not json' })).to.be.problem(403, 'not_yours');
    });
    it('lets anonymous callers into an optional route, but nobody with a bad token', async () => {
      expect((await api.get('/v1/notes')).status).to.equal(200);
      expect(await api.get('/v1/notes', { as: 'bad' })).to.be.problem(401, 'unauthenticated');
    });
    it('counts everyone signed in as a consumer', async () => {
      expect((await api.post('/v1/notes', { as: tokens.ann, body: { text: 'x' } })).status).to.equal(201);
    });
  });

  describe('what it accepts', () => {
    it('lists every wrong field of path, query and body, the unknown ones too', async () => {
      const body = {
        text: 7,
        at: '2026-02-30T00:00:00Z',
        price: { amount: 1.5, currency: 'XXX', tip: 1 },
        place: { city: 3 },
        'a/b': { '~': 'x' },
        colour: 'green',
        __proto_: 1,
        isAdmin: true,
      };
      const answer = await api.put('/v1/notes/42?revision=x&why=1', { as: tokens.ben, body });
      expect(answer).to.be.problem(400, 'validation_failed');
      const places = answer.body.errors.map((each: { in: string; path: string }) => `${each.in} ${each.path}`);
      expect(places).to.have.members([
        'path /id',
        'query /revision',
        'query /why',
        'body /text',
        'body /at',
        'body /price/amount',
        'body /price/currency',
        'body /price/tip',
        'body /place/city',
        'body /a~1b/~0',
        'body /colour',
        'body /__proto_',
        'body /isAdmin',
      ]);
    });
    it('never repeats a value that was sent', async () => {
      const answer = await api.post('/v1/notes', { as: tokens.ann, body: { text: 5, colour: 'my secret' } });
      expect(JSON.stringify(answer.body)).not.to.include('my secret');
    });
    it('refuses __proto__ and constructor like any other unknown field', async () => {
      for (const name of ['__proto__', 'constructor']) {
        const answer = await api.post('/v1/notes', { as: tokens.ann, body: `{"text":"x","${name}":{"isAdmin":true}}` });
        expect(answer).to.be.problem(400, 'validation_failed');
      }
    });
    it('refuses unknown query parameters where there are none to know', async () => {
      expect(await api.get('/v1/notes/latest?limit=1')).to.be.problem(400, 'validation_failed');
    });
    it('refuses a parameter that is given twice', async () => {
      expect(await api.get('/v1/notes?limit=1&limit=2')).to.be.problem(400, 'validation_failed');
    });
    it('refuses characters that no database text can hold', async () => {
      for (const text of ['a\\u0000b', '\\ud800', '\\udc00x']) {
        const answer = await api.post('/v1/notes', { as: tokens.ann, body: `{"text":"${text}"}` });
        expect(answer).to.be.problem(400, 'validation_failed');
        expect(answer.body.errors[0]).to.include({ in: 'body', path: '/text' });
      }
      expect(await api.get('/v1/notes?cursor=%00')).to.be.problem(400, 'validation_failed');
      const whole = await api.post('/v1/notes', { as: tokens.ann, body: '{"text":"\\ud83d\\ude00"}' });
      expect(whole.body.text).to.equal('😀');
    });
    it('reports a missing body as a wrong field', async () => {
      const answer = await api.post('/v1/notes', { as: tokens.ann });
      expect(answer).to.be.problem(400, 'validation_failed');
      expect(answer.body.errors).to.have.lengthOf(1);
      expect(answer.body.errors[0]).to.include({ in: 'body', path: '' });
    });
  });

  describe('what it answers', () => {
    it('sends the success status and headers, and nothing that is not in the contract', async () => {
      const answer = await api.post('/v1/notes', { as: tokens.ann, body: { text: ' hello ' } });
      expect(answer.status).to.equal(201);
      expect(answer.headers).to.include({
        'content-type': 'application/json; charset=utf-8',
        location: `/v1/notes/${answer.body.id}`,
        'cache-control': 'no-store',
      });
      expect(answer.body).to.deep.equal({ id: answer.body.id, text: 'hello' });
    });
    it('answers 204 without a body', async () => {
      const answer = await api.delete(`/v1/notes/${useNote()}`, { as: tokens.ann });
      expect(answer).to.include({ status: 204, body: undefined });
      expect(answer.headers).not.to.have.any.keys('content-type', 'content-length');
    });
    it('prefers a fixed path to a parameter, whatever the order of the list', async () => {
      expect(await api.get('/v1/notes/latest')).to.be.problem(404, 'not_found');
      const id = useNote();
      expect((await api.get('/v1/notes/latest')).body.id).to.equal(id);
    });
    it('answers 404 for unknown paths, a slash too much and another case', async () => {
      for (const path of ['/', '/v1', '/v1/nothing', '/v1/notes/', '/V1/notes', '/v1//notes', '/v1/%']) {
        expect(await api.get(path), path).to.be.problem(404, 'not_found');
      }
    });
    it('answers 405 with the methods that a path has', async () => {
      const answer = await api.patch('/v1/notes', { body: {} });
      expect(answer).to.be.problem(405, 'method_not_allowed');
      expect(answer.headers.allow).to.equal('GET, HEAD, OPTIONS, POST');
    });
    it('answers OPTIONS with the methods and HEAD with the headers alone', async () => {
      const options = await api.send('OPTIONS', '/v1/notes');
      expect(options).to.include({ status: 204 });
      expect(options.headers.allow).to.equal('GET, HEAD, OPTIONS, POST');
      useNote();
      const [head, get] = [await api.send('HEAD', '/v1/notes'), await api.get('/v1/notes')];
      expect(head).to.include({ status: 200, body: undefined });
      expect(head.headers['content-length']).to.equal(get.headers['content-length']);
      expect(await api.send('OPTIONS', '/nothing')).to.be.problem(404, 'not_found');
    });
    it('tells browsers to be careful with every answer', async () => {
      for (const path of ['/v1/notes', '/nothing']) {
        const { headers } = await api.get(path);
        expect(headers['content-security-policy']).to.include("default-src 'none'");
        expect(headers).to.include({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
        expect(headers).not.to.have.any.keys('x-powered-by', 'access-control-allow-origin');
      }
    });
  });

  /** Sends the head of a request whose body never comes to its end, and waits for the status. */
  async function unfinishedPost(path: string): Promise<number | undefined> {
    const request = http.request(new URL(path, kernel.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
    });
    request.write('{');
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    request.destroy();
    return response.statusCode;
  }
});
