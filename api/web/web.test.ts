import { once } from 'node:events';
import http from 'node:http';
import { expect } from 'chai';
import { useApi } from '#test/support/api.ts';
import { testFolder } from '#test/support/servers.ts';
import { PAGES } from '#web/pages.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const SCRIPT = '/assets/main-0a1b2c3d.js';
const STYLE = '/assets/main-0a1b2c3d.css';

describe('the pages of the web client', () => {
  const fixture = useApi();
  const nonceIn = (text: string): string => /nonce="([^"]+)"/.exec(text)?.[1] ?? '';

  it('are answered at every address of their list, whatever stands in place of an id and in the query', async () => {
    for (const { path } of Object.values(PAGES)) {
      for (const at of [path.replaceAll(/\$\w+/g, 'no-id'), `${path.replaceAll(/\$\w+/g, 'x')}?from=mail&page=2`]) {
        const answer = await fixture.api.get(at);
        expect([at, answer.status, answer.headers['content-type']]).to.deep.equal([
          at,
          200,
          'text/html; charset=utf-8',
        ]);
        expect(answer.body, at).to.include(`src="${SCRIPT}"`);
      }
    }
  });

  it('have a nonce of their own each time, in their tags and in their policy, and are kept nowhere', async () => {
    const [first, second] = [await fixture.api.get('/'), await fixture.api.get('/')];
    for (const { headers, body } of [first, second]) {
      const nonce = nonceIn(body);
      expect(nonce).to.match(/^[\w+/]{22}==$/);
      expect(body).to.not.include('nonce-of-this-page');
      expect(headers['content-security-policy']).to.include(`style-src 'self' 'nonce-${nonce}'`);
      expect(headers['cache-control']).to.equal('no-store');
      expect(headers).to.not.have.property('etag');
    }
    expect(nonceIn(first.body)).to.not.equal(nonceIn(second.body));
  });

  it('may load and call what is ours and nothing else', async () => {
    const policy = (await fixture.api.get('/')).headers['content-security-policy'] ?? '';
    const directives = policy.split(';').map((each) => each.replace(/'nonce-[^']+'/, 'NONCE'));
    expect(directives).to.have.members([
      "default-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "script-src 'self'",
      "style-src 'self' NONCE",
      "img-src 'self' data: blob:",
      `connect-src 'self' ${fixture.config.http.publicUrl.replace(/^http/, 'ws')}`,
    ]);
  });

  it('are refused for everything but reading', async () => {
    const answer = await fixture.api.post('/requests', { body: {} });
    expect(answer).to.be.problem(405, 'method_not_allowed');
    const head = await fixture.api.send('HEAD', '/requests');
    expect([head.status, head.body]).to.deep.equal([200, undefined]);
  });

  it('are answered with 404 where a browser goes to an address that nobody has, and to nobody else', async () => {
    const answer = await fixture.api.get('/nowhere/at-all?x=1', { headers: BROWSER });
    expect([answer.status, answer.headers['content-type']]).to.deep.equal([404, 'text/html; charset=utf-8']);
    expect(answer.body).to.include(`src="${SCRIPT}"`);
    expect(answer.headers['content-security-policy']).to.include(`'nonce-${nonceIn(answer.body as string)}'`);
    expect((await fixture.api.send('HEAD', '/nowhere', { headers: BROWSER })).status).to.equal(404);
    expect(await fixture.api.get('/nowhere')).to.be.problem(404, 'not_found');
    expect(await fixture.api.post('/nowhere', { headers: BROWSER })).to.be.problem(404, 'not_found');
    for (const path of ['/v1', '/v1/nothing', '/%76%31/nothing', '/api/nothing', '/assets/x/y', '/socket.io/']) {
      expect(await fixture.api.get(path, { headers: BROWSER }), path).to.be.problem(404, 'not_found');
    }
  });

  describe('load files', () => {
    it('that are kept for good, since their names change with them', async () => {
      const answer = await fixture.api.get(SCRIPT);
      expect(answer.status).to.equal(200);
      expect(answer.headers).to.include({
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
      });
      const again = await fixture.api.get(SCRIPT, { headers: { 'if-none-match': answer.headers.etag ?? '' } });
      expect(again.status).to.equal(304);
    });

    it('in the coding that a browser takes', async () => {
      for (const [accepted, coding] of [
        ['gzip, deflate, br', 'br'],
        ['gzip', 'gzip'],
        ['identity', undefined],
      ] as const) {
        const request = http.get(fixture.url + STYLE, { headers: { 'accept-encoding': accepted } });
        const [response] = (await once(request, 'response')) as [http.IncomingMessage];
        response.resume();
        expect(response.headers['content-encoding'], accepted).to.equal(coding);
        expect(response.headers['content-type']).to.equal('text/css; charset=utf-8');
      }
    });

    it('of their folder and from nowhere else', async () => {
      for (const name of ['index.html', '..%2Findex.html', '%2e%2e%2findex.html', 'main.js', '__proto__']) {
        expect(await fixture.api.get(`/assets/${name}`), name).to.be.problem(404, 'not_found');
      }
    });
  });
});

describe('the pages of an installation whose client is not built', () => {
  const fixture = useApi({ settings: { PROXIE_WEB_DIR: testFolder('nothing-built') } });

  it('say how to build it', async () => {
    for (const path of ['/', '/requests/some-id']) {
      const answer = await fixture.api.get(path);
      expect(answer.status).to.equal(200);
      expect(answer.body).to.include('npm run web:build');
      expect(answer.headers['cache-control']).to.equal('no-store');
    }
  });

  it('are no pages elsewhere, and have no files', async () => {
    expect(await fixture.api.get('/nowhere', { headers: BROWSER })).to.be.problem(404, 'not_found');
    expect(await fixture.api.get(SCRIPT)).to.be.problem(404, 'not_found');
  });
});
