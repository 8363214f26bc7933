import { expect } from 'chai';
import { startKernel, type TestKernel } from '#test/support/kernel.ts';
import { NOTE_OWNERSHIP, noteRoutes } from '#test/support/notes.ts';

describe('the documentation pages', () => {
  let kernel: TestKernel;

  before(async () => {
    const notebook = { notes: new Map(), loads: [] };
    kernel = await startKernel({ routes: noteRoutes(notebook), deps: notebook, ownership: NOTE_OWNERSHIP });
  });
  after(() => kernel.stop());

  const text = (path: string) => kernel.api.get<string>(path);

  it('serve the document that is made from the routes', async () => {
    const { status, headers, body } = await kernel.api.get('/api/openapi.json');
    expect(status).to.equal(200);
    expect(headers['content-type']).to.equal('application/json; charset=utf-8');
    expect(body.openapi).to.match(/^3\.1\./);
    expect(body.paths).to.include.all.keys(
      '/v1/notes',
      '/v1/notes/{id}',
      '/health',
      '/ready',
      '/metrics',
      '/api/openapi.json',
    );
    expect(body.paths).not.to.have.any.keys('/api/docs', '/problems');
  });
  it('load our own files and nothing else', async () => {
    for (const path of ['/api/docs', '/api/docs/', '/problems', '/problems/slot_taken']) {
      const page = await text(path);
      expect(page.status).to.equal(200);
      const loaded = [...page.body.matchAll(/<(?:script|link|img)[^>]+(?:src|href)="([^"]+)"/g)].map(
        ([, url]) => url ?? '',
      );
      expect(loaded.length, path).to.be.greaterThan(0);
      for (const url of loaded) {
        expect(url).to.match(/^\/[^/]/);
        expect((await text(url)).status, url).to.equal(200);
      }
      expect(page.body, path).not.to.match(/https?:|\/\/[a-z]/);
    }
    expect((await text('/api/docs/docs.js')).body).not.to.match(/https?:/);
  });
  it('forbid everything that they do not need, and need nothing inline', async () => {
    for (const path of ['/api/docs', '/problems']) {
      const { headers, body } = await text(path);
      expect(headers['content-security-policy']).to.include("script-src 'self'");
      expect(headers['content-security-policy']).to.include("default-src 'none'");
      expect(headers['content-security-policy']).not.to.match(/unsafe|https?:|upgrade-insecure/);
      expect(body).not.to.match(/<script>|<style|\son\w+=|\sstyle=/);
    }
  });
  it('let the page call the API on the same origin', async () => {
    const script = await text('/api/docs/docs.js');
    expect(script.headers['content-type']).to.equal('text/javascript; charset=utf-8');
    expect(script.body).to.include("url: '/api/openapi.json'");
    expect((await text('/api/docs')).headers['content-security-policy']).to.include("connect-src 'self'");
    expect((await kernel.api.get('/api/openapi.json')).body.servers).to.deep.equal([{ url: '/' }]);
  });
  it('are not sent again to whoever has them', async () => {
    const fixed = ['/api/openapi.json', '/api/docs', '/api/docs/docs.js', '/api/docs/favicon-32x32.png', '/problems'];
    for (const path of fixed) {
      const { etag = '', ...headers } = (await text(path)).headers;
      expect(etag, path).to.match(/^W\/"[\w-]{22}"$/);
      const again = await kernel.api.get<string>(path, { headers: { 'if-none-match': `"other", ${etag}` } });
      expect([again.status, again.body ?? ''], path).to.deep.equal([304, '']);
      expect(again.headers, path).to.include({ etag, 'cache-control': headers['cache-control'] });
      const other = await text(path);
      expect((await kernel.api.get(path, { headers: { 'if-none-match': 'W/"other"' } })).status, path).to.equal(200);
      expect(other.headers.etag, 'the same each time').to.equal(etag);
    }
  });
  it('have no way to any other file', async () => {
    for (const name of [
      'package.json',
      '..%2f..%2fpackage.json',
      '%2e%2e/docs.routes.ts',
      'docs.html',
      'swagger-ui.js',
    ]) {
      expect(await kernel.api.get(`/api/docs/${name}`), name).to.be.problem(404, 'not_found');
    }
  });
});
