import { expect } from 'chai';
import { PRODUCTION, refusalOf, testConfig } from '#test/support/config.ts';

const ISSUER = 'https://id.example.org/tenant/';
const PAIR = { PROXIE_OIDC_ISSUER: ISSUER, PROXIE_OIDC_AUDIENCE: 'proxie-api' };

describe('the settings of a foreign issuer', () => {
  it('trust nobody unless an issuer is named', () => {
    expect(testConfig().auth.oidc).to.deep.include({ issuer: undefined, audience: undefined, strictType: false });
  });

  it('keep the issuer letter by letter, with a slash at its end', () => {
    expect(testConfig(PAIR).auth.oidc).to.deep.include({ issuer: ISSUER, audience: 'proxie-api' });
  });

  it('need an issuer and an audience together', () => {
    expect(refusalOf({ PROXIE_OIDC_ISSUER: ISSUER })).to.include('PROXIE_OIDC_ISSUER needs PROXIE_OIDC_AUDIENCE');
    for (const name of ['PROXIE_OIDC_AUDIENCE', 'PROXIE_OIDC_JWKS_URL']) {
      expect(refusalOf({ [name]: 'https://id.example.org' })).to.include('need PROXIE_OIDC_ISSUER');
    }
  });

  for (const issuer of ['id.example.org', 'ftp://id.example.org', `${ISSUER}?tenant=1`, `${ISSUER}#a`]) {
    it(`refuse ${issuer} as an issuer`, () => {
      expect(refusalOf({ ...PAIR, PROXIE_OIDC_ISSUER: issuer })).to.include('PROXIE_OIDC_ISSUER must be a URL');
    });
  }

  it('refuse an issuer that is ourselves, whose tokens two verifiers would claim', () => {
    expect(refusalOf({ ...PAIR, PROXIE_JWT_ISSUER: ISSUER })).to.include('must not be our own issuer');
  });

  it('demand https in production, for the issuer and for its keys', () => {
    const keys = { PROXIE_OIDC_JWKS_URL: 'http://id.example.org/keys' };
    expect(testConfig({ ...PAIR, ...keys }).auth.oidc.jwksUrl).to.equal(keys.PROXIE_OIDC_JWKS_URL);
    expect(testConfig({ ...PRODUCTION, ...PAIR }).auth.oidc.issuer).to.equal(ISSUER);
    const message = refusalOf({ ...PRODUCTION, ...PAIR, ...keys, PROXIE_OIDC_ISSUER: 'http://id.example.org' });
    expect(message).to.include('PROXIE_OIDC_ISSUER must be https').and.include('PROXIE_OIDC_JWKS_URL must be https');
  });
});
