import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { JWTPayload } from 'jose';
import { newIssuerKey, startIssuer, type ForeignToken, type TestIssuer } from '#test/support/oidc-issuer.ts';
import { until } from '#test/support/until.ts';
import { createAuthenticator, type Authenticator } from './auth.ts';
import { createOidcIssuer, type ForeignPerson } from './oidc.ts';
import { Problem } from './problem.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const OWN = { keys: [{ kid: 'own', secret: 'x'.repeat(32) }], issuer: 'proxie', audience: 'proxie-api' };

describe('an OpenID Connect issuer beside our own accounts', () => {
  let issuer: TestIssuer;
  let nowMs: number;
  let people: Map<string, ForeignPerson>;
  let authenticator: Authenticator;

  beforeEach(async () => {
    issuer = await startIssuer();
    nowMs = Date.now();
    people = new Map();
    authenticator = trusting();
  });
  afterEach(async () => {
    issuer.resume();
    await issuer.stop();
  });

  function trusting(options: { jwksUrl?: string; strictType?: boolean } = {}): Authenticator {
    const now = (): number => nowMs;
    const accountOf = async (person: ForeignPerson): Promise<string> => {
      people.set(person.subject, person);
      return person.subject;
    };
    const { url, audience } = issuer;
    const foreign = createOidcIssuer({ issuer: url, audience, strictType: false, ...options, accountOf, now });
    const accounts = async (id: string) => (people.has(id) ? { id, roles: [], status: 'active' } : undefined);
    return createAuthenticator({ ...OWN, accounts, foreign, now });
  }
  const sign = (token: ForeignToken = {}) => issuer.sign({ nowMs, ...token });
  const outcome = async (token: string): Promise<string | number> =>
    authenticator.identify(`Bearer ${token}`).then(
      (actor) => actor?.id ?? 'nobody',
      (error: unknown) => {
        expect(error).to.be.instanceOf(Problem);
        return (error as Problem).status;
      },
    );
  const isTaken = async (token: ForeignToken = {}): Promise<boolean> => {
    const sub = randomUUID();
    const came = await outcome(await sign({ ...token, claims: { sub, ...token.claims } }));
    expect(came).to.be.oneOf([sub, 401]);
    return came === sub;
  };

  describe('what is taken', () => {
    it('is a token that the issuer signed for our audience, by its own configuration', async () => {
      expect(await isTaken()).to.equal(true);
      expect(issuer.asked).to.deep.equal({ discovery: 1, keys: 1, other: 0 });
    });

    it('needs no discovery when the place of the keys is configured', async () => {
      authenticator = trusting({ jwksUrl: `${issuer.url}/keys` });
      expect(await isTaken()).to.equal(true);
      expect(issuer.asked).to.deep.equal({ discovery: 0, keys: 1, other: 0 });
    });

    for (const alg of ['RS256', 'PS256', 'ES256', 'EdDSA']) {
      it(`is a signature by ${alg}`, async () => {
        await issuer.rotate(alg);
        expect(await isTaken()).to.equal(true);
      });
    }

    for (const alg of ['ES384', 'RS512']) {
      it(`is no signature by ${alg}`, async () => {
        await issuer.rotate(alg);
        expect(await isTaken()).to.equal(false);
      });
    }

    it('may be meant for others, too, and say more than we need', async () => {
      expect(await isTaken({ claims: { aud: ['another', issuer.audience], scope: 'openid', azp: 'web' } })).to.equal(
        true,
      );
    });

    it('is of the type at+jwt, JWT or none; with strict types only the first', async () => {
      const types = ['at+jwt', 'application/at+jwt', 'JWT', undefined, 'jose', 'secevent+jwt', 'logout+jwt', 7];
      const taken = async () => Promise.all(types.map((typ) => isTaken({ header: { typ } })));
      expect(await taken()).to.deep.equal([true, true, true, true, false, false, false, false]);
      authenticator = trusting({ strictType: true });
      expect(await taken()).to.deep.equal([true, true, false, false, false, false, false, false]);
    });
  });

  describe('what is refused', () => {
    const seconds = (): number => Math.floor(nowMs / SECOND_MS);
    const REFUSED: Record<string, () => ForeignToken['claims'] & object> = {
      'an id token, by its nonce': () => ({ nonce: 'n' }),
      'an id token, by its at_hash': () => ({ at_hash: 'h' }),
      'an id token, by its c_hash': () => ({ c_hash: 'h' }),
      'an id token, meant for a client': () => ({ aud: 'web-client' }),
      'an id token, as Keycloak marks it': () => ({ typ: 'ID' }),
      'a refresh token, as Keycloak marks it': () => ({ typ: 'Refresh' }),
      'an id token, as Cognito marks it': () => ({ token_use: 'id' }),
      'a logout token': () => ({ events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }),
      'a token that is bound to a key of its holder': () => ({ cnf: { jkt: 'thumbprint' } }),
      'a token without a subject': () => ({ sub: undefined }),
      'an empty subject': () => ({ sub: '' }),
      'a subject that no database text can hold': () => ({ sub: 'a\0b' }),
      'a subject longer than any may be': () => ({ sub: 'a'.repeat(256) }),
      'a subject that is no text': () => ({ sub: 5 as unknown as string }),
      'a token without an end': () => ({ exp: undefined }),
      'a token that lasts for more than a day': () => ({ exp: seconds() + 86_401 }),
      'a token that has expired': () => ({ iat: seconds() - 60, exp: seconds() - 6 }),
      'a token without a beginning': () => ({ iat: undefined }),
      'a token from the future': () => ({ iat: seconds() + 60 }),
      'a token that is not valid yet': () => ({ nbf: seconds() + 60 }),
      'a token without an audience': () => ({ aud: undefined }),
    };
    for (const [name, claims] of Object.entries(REFUSED)) {
      it(`is ${name}`, async () => {
        expect(await isTaken({ claims: claims() })).to.equal(false);
        expect(people.size).to.equal(0);
      });
    }

    it('is a token of somebody else’s key under the name of a real one', async () => {
      const forged = await newIssuerKey('ES256', issuer.keys[0]?.kid);
      expect(await isTaken({ key: forged })).to.equal(false);
    });

    it('is a token that names our own issuer or an unknown one, without the keys being asked for', async () => {
      for (const iss of ['proxie', `${issuer.url}/`, 'http://127.0.0.1:1', undefined]) {
        expect(await isTaken({ claims: { iss } as JWTPayload })).to.equal(false);
      }
      expect(issuer.asked).to.deep.equal({ discovery: 0, keys: 0, other: 0 });
    });
  });

  describe('who somebody is', () => {
    const personOf = async (claims: object): Promise<ForeignPerson | undefined> => {
      const sub = randomUUID();
      await outcome(await sign({ claims: { sub, ...claims } }));
      return people.get(sub);
    };

    it('has the mail address only when the issuer has verified it', async () => {
      const email = 'Ada@Example.com';
      expect((await personOf({ email, email_verified: true }))?.email).to.equal('ada@example.com');
      for (const email_verified of [false, 'true', 1, undefined]) {
        expect((await personOf({ email, email_verified }))?.email).to.equal(undefined);
      }
      expect((await personOf({ email: 'no address', email_verified: true }))?.email).to.equal(undefined);
    });

    it('has a name that fits, or none', async () => {
      expect((await personOf({ name: '  Ada\u0000\u0007 Moreno ' }))?.name).to.equal('Ada Moreno');
      expect((await personOf({ name: 'é'.repeat(500) }))?.name).to.have.length(120);
      for (const name of ['', ' \n ', 7, undefined]) expect((await personOf({ name }))?.name).to.equal(undefined);
    });
  });

  describe('its keys', () => {
    it('are fetched once, however many come at the same time', async () => {
      const tokens = await Promise.all(Array.from({ length: 100 }, () => sign()));
      const came = await Promise.all(tokens.map(outcome));
      expect(came).not.to.include(401);
      expect(issuer.asked).to.deep.equal({ discovery: 1, keys: 1, other: 0 });
    });

    it('are fetched once more for a new key, however many come with it at the same time', async () => {
      await isTaken();
      await issuer.rotate();
      nowMs += 11 * SECOND_MS;
      const tokens = await Promise.all(Array.from({ length: 100 }, () => sign()));
      const came = await Promise.all(tokens.map(outcome));
      expect(came).not.to.include(401);
      expect(issuer.asked).to.deep.equal({ discovery: 1, keys: 2, other: 0 });
    });

    it('are not asked for again and again by a flood of unknown key ids', async () => {
      await isTaken();
      for (let step = 0; step < 100; step += 1) {
        nowMs += 150; // 15 s in all
        expect(await isTaken({ header: { kid: randomUUID() } })).to.equal(false);
      }
      expect(issuer.asked.keys).to.equal(2);
      expect(await isTaken()).to.equal(true);
    });

    it('work side by side while the issuer changes from one to the next', async () => {
      const [old] = issuer.keys;
      await isTaken();
      await issuer.rotate();
      nowMs += 11 * SECOND_MS;
      expect(await isTaken()).to.equal(true);
      expect(await isTaken({ ...(old && { key: old }) })).to.equal(true);
    });

    it('stop working within ten minutes of being taken back, also for tokens that were known', async () => {
      const [old] = issuer.keys;
      const seconds = Math.floor(nowMs / SECOND_MS);
      const known = await sign({ claims: { sub: 'known', exp: seconds + 3_600 } });
      expect(await outcome(known)).to.equal('known');
      await issuer.rotate();
      issuer.takeBack(old?.kid ?? '');
      nowMs += 10 * MINUTE_MS + 1;
      expect(await outcome(known)).to.equal(401);
      expect(await isTaken()).to.equal(true);
    });

    it('are renewed in passing before they are old, so that nobody waits for it', async () => {
      await isTaken();
      issuer.pause();
      nowMs += 6 * MINUTE_MS;
      expect(await isTaken()).to.equal(true);
      await until('the keys to be asked for', () => issuer.asked.keys === 2);
    });
  });

  describe('while it is down', () => {
    it('answers 503 and never lets anybody in', async () => {
      const token = await sign();
      await issuer.stop();
      expect(await outcome(token)).to.equal(503);
      await issuer.start();
      expect(await outcome(token), 'before it is asked again').to.equal(503);
      nowMs += 11 * SECOND_MS;
      expect(await outcome(token)).to.match(/^[0-9a-f-]{36}$/);
    });

    it('answers 503 and waits no longer when it is silent', async () => {
      const token = await sign();
      issuer.pause();
      expect(await outcome(token)).to.equal(503);
      issuer.resume();
      await until('the keys to come after all', async () => (await outcome(token)) !== 503);
    });

    it('goes on taking known keys for a day, and answers 503 for unknown ones', async () => {
      await isTaken();
      await issuer.stop();
      const unknown = await newIssuerKey();
      for (const pastMs of [MINUTE_MS, 11 * MINUTE_MS, 23 * 60 * MINUTE_MS]) {
        nowMs += pastMs;
        expect(await isTaken()).to.equal(true);
        expect(await outcome(await sign({ key: unknown }))).to.equal(503);
      }
      nowMs += 60 * MINUTE_MS;
      expect(await outcome(await sign())).to.equal(503);
    });

    it('keeps nobody waiting with a known key once it is known to be silent', async () => {
      await isTaken();
      issuer.pause();
      nowMs += 11 * MINUTE_MS;
      expect(await isTaken(), 'the one that waits').to.equal(true);
      nowMs += 11 * SECOND_MS; // it is asked again
      const ended: string[] = [];
      const unknown = await sign({ key: await newIssuerKey() });
      const waits = outcome(unknown).then(() => void ended.push('an unknown key'));
      const known = Array.from({ length: 20 }, async () => {
        expect(await isTaken()).to.equal(true);
        ended.push('a known key');
      });
      await Promise.all([waits, ...known]);
      expect(ended.indexOf('an unknown key')).to.equal(known.length);
    });

    for (const [name, status, body] of [
      ['an error', 500, 'no'],
      ['a redirect', 302, ''],
      ['no JSON', 200, '<html>'],
      ['no keys', 200, '{"keys":"none"}'],
      ['the configuration of another', 200, '{"issuer":"http://127.0.0.1:1","jwks_uri":"http://127.0.0.1:1/keys"}'],
    ] as const) {
      it(`takes ${name} as an outage and follows it nowhere`, async () => {
        issuer.misbehave({ status, body });
        expect(await outcome(await sign())).to.equal(503);
        expect(issuer.asked.other).to.equal(0);
        authenticator = trusting({ jwksUrl: `${issuer.url}/keys` });
        expect(await outcome(await sign())).to.equal(503);
        expect(issuer.asked.other).to.equal(0);
        issuer.behave();
        nowMs += 11 * SECOND_MS;
        expect(await isTaken()).to.equal(true);
      });
    }
  });
});
