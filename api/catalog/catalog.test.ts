import { expect } from 'chai';
import { CATALOG } from '#domain/catalog.ts';
import { useApi } from '#test/support/api.ts';

describe('the catalog', () => {
  const fixture = useApi();

  it('is shown to anybody, whole, and may be cached', async () => {
    fixture.takeStatements();
    const { status, body, headers } = await fixture.api.get('/v1/catalog');
    expect(status).to.equal(200);
    expect(body).to.deep.equal({ categories: CATALOG });
    expect(headers['cache-control']).to.equal('public, max-age=3600');
    expect(fixture.takeStatements()).to.deep.equal([]);
  });

  it('refuses parameters that it does not know', async () => {
    expect(await fixture.api.get('/v1/catalog?category=plumbing')).to.be.problem(400, 'validation_failed');
  });
});
