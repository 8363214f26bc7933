import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { decodeProtectedHeader } from 'jose';
import { cheapHash } from '#test/support/cheap-hash.ts';
import { useApi, type TestApi } from '#test/support/api.ts';
import { insertAccount } from '#test/support/factories.ts';
import type { TestAnswer } from '#test/support/http.ts';

const newKey = (kid: string): string => `${kid}:${randomBytes(32).toString('base64url')}`;
const [OLD, NEW] = [newKey('old'), newKey('new')];
/** The steps of the runbook: known everywhere, then used, then the old one taken out. */
const RINGS = [[OLD], [OLD, NEW], [NEW, OLD], [NEW]] as const;
const LOGIN = { email: 'rotating@test.example', password: 'a long pass phrase' };

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

describe('rotating the keys of access tokens', () => {
  let aheadMs = 0;
  const now = (): number => Date.now() + aheadMs;
  const steps: TestApi[] = [];
  for (const ring of RINGS) {
    const settings = { PROXIE_JWT_KEYS: ring.join(',') };
    steps.push(useApi({ settings, now, ...(steps.length > 0 && { orm: () => at(0).orm }) }));
  }
  const at = (step: number): TestApi => steps[step] as TestApi;

  before(async () => {
    const passwordHash = await cheapHash(LOGIN.password);
    await insertAccount(at(0).orm.em.fork(), { email: LOGIN.email, passwordHash });
  });
  beforeEach(() => {
    aheadMs = 0;
  });

  const logIn = async (step: number): Promise<Tokens> => bodyOf(at(step).api.post('/v1/auth/login', { body: LOGIN }));
  const refresh = async (step: number, { refreshToken }: Tokens): Promise<Tokens> =>
    bodyOf(at(step).api.post('/v1/auth/refresh', { body: { refreshToken } }));
  const bodyOf = async (answer: Promise<TestAnswer<Tokens>>): Promise<Tokens> => {
    const { status, body } = await answer;
    expect(status).to.equal(200);
    return body;
  };
  const statusOf = async (step: number, { accessToken }: Tokens): Promise<number> =>
    (await at(step).api.get('/v1/auth/me', { as: accessToken })).status;
  const keyOf = ({ accessToken }: Tokens): unknown => decodeProtectedHeader(accessToken).kid;
  const passTheLifeOfAToken = (): void => {
    aheadMs += at(0).config.auth.accessTtlMs + 10_000;
  };

  it('keeps every token in use working at each step, while some processes have taken it and others have not', async () => {
    let here = await logIn(0);
    let there = await logIn(0);
    for (const step of [0, 1, 2]) {
      if (step === 2) {
        passTheLifeOfAToken(); // whoever is still there has exchanged an old token meanwhile
        [here, there] = [await refresh(2, here), await refresh(2, there)];
      }
      const inUse = [here, there];
      inUse.push((here = await refresh(step, here)), (there = await refresh(step + 1, there)));
      for (const tokens of inUse) {
        expect(await statusOf(step, tokens), `${String(keyOf(tokens))} at ${step}`).to.equal(200);
        expect(await statusOf(step + 1, tokens), `${String(keyOf(tokens))} at ${step + 1}`).to.equal(200);
      }
    }
    expect([keyOf(here), keyOf(there)]).to.deep.equal(['new', 'new']);
  });

  it('keeps a login that was idle all the time: its refresh token is good at the last step', async () => {
    const idle = await logIn(0);
    passTheLifeOfAToken();
    const tokens = await refresh(3, idle);
    expect([keyOf(tokens), await statusOf(3, tokens)]).to.deep.equal(['new', 200]);
  });

  it('signs with the first key only, so that the new one is known everywhere before it is used', async () => {
    const used = await Promise.all([0, 1, 2, 3].map(async (step) => keyOf(await logIn(step))));
    expect(used).to.deep.equal(['old', 'old', 'new', 'new']);
  });

  it('locks people out for a while when the first step is left out', async () => {
    expect(await statusOf(0, await logIn(2))).to.equal(401);
  });

  it('locks people out for a while when the old key is taken out before its last token has run out', async () => {
    expect(await statusOf(3, await logIn(1))).to.equal(401);
  });

  it('refuses the old key once it is taken out, also to whoever has stolen it', async () => {
    const tokens = await logIn(0);
    expect(await statusOf(2, tokens)).to.equal(200);
    expect(await statusOf(3, tokens)).to.equal(401);
  });
});
