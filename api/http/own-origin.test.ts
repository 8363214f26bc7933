import { expect } from 'chai';
import { createOwnOriginCheck, cookieIn } from './own-origin.ts';
import { Problem } from './problem.ts';

describe('our own origin', () => {
  const requireOwnOrigin = createOwnOriginCheck({ publicUrl: 'https://proxie.example' });
  const isOwn = (headers: Parameters<typeof requireOwnOrigin>[0]): boolean => {
    try {
      requireOwnOrigin(headers);
      return true;
    } catch (error) {
      expect(error).to.be.instanceOf(Problem).with.property('code', 'forbidden');
      return false;
    }
  };
  const host = 'inside.example:3000';

  it('is what the browser says it is, whatever else the call has', () => {
    expect(isOwn({ host, 'sec-fetch-site': 'same-origin' })).to.equal(true);
    for (const site of ['same-site', 'cross-site', 'none', '', 'same-origin, same-origin', 'SAME-ORIGIN']) {
      expect(isOwn({ host, origin: 'https://proxie.example', 'sec-fetch-site': site }), site).to.equal(false);
    }
  });

  it('is that of the public URL, or of the name that the call came by, where a browser only names the origin', () => {
    expect(isOwn({ host, origin: 'https://proxie.example' })).to.equal(true);
    expect(isOwn({ host, origin: 'https://inside.example:3000' })).to.equal(true);
    const foreign = ['http://proxie.example', 'https://proxie.example.evil', 'https://evil.example', 'null', ''];
    for (const origin of [...foreign, 'http://inside.example:3000', 'https://inside.example']) {
      expect(isOwn({ host, origin }), origin).to.equal(false);
    }
  });

  it('is not the one of a call that says nothing', () => {
    expect(isOwn({ host })).to.equal(false);
    expect(isOwn({})).to.equal(false);
  });
});

describe('a cookie', () => {
  it('is found by its whole name, among others', () => {
    expect(cookieIn('a=1; name=value; b=2', 'name')).to.equal('value');
    expect(cookieIn('other-name=value', 'name')).to.equal(undefined);
    expect(cookieIn(undefined, 'name')).to.equal(undefined);
  });

  it('is not there when it is there twice: nobody knows which one is ours', () => {
    expect(cookieIn('name=1; name=2', 'name')).to.equal(undefined);
  });
});
