import { expect } from 'chai';
import { allRoutes } from '#api/routes.ts';
import { createPayloadCodec } from '#platform/temporal/payload-codec.ts';
import { useApi } from '#test/support/api.ts';
import { peopleOf, type SignedIn } from '#test/support/people.ts';

const UI = 'http://127.0.0.1:8233';
const OLD = { kid: 'old', secret: 'k9Vw2mQz7Rt4Lx8Bn3Jc6Hd1Fs5Gp0Ay' };
const NEW = { kid: 'new', secret: 'Zt8qWm3nXv6bKc1jHf4dGs7aPl0oIu9y' };
const GONE = { kid: 'gone', secret: 'u3Rr8Kq1Zp6Xw9Nn4Vb7Mc2Ld5Jf0Hs7' };
const DECODE = '/v1/codec/decode';

type Json = { metadata: Record<string, string>; data: string };
const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');
const plain = (value: unknown): Json => ({
  metadata: { encoding: base64('json/plain') },
  data: base64(JSON.stringify(value)),
});

/** A value as Temporal shows it in JSON when it was encrypted with a key. */
async function encrypted(value: unknown, key = NEW): Promise<Json> {
  const { metadata, data } = plain(value);
  const own = { encoding: Buffer.from(metadata.encoding!, 'base64') };
  const [payload] = await createPayloadCodec([key]).encode([{ metadata: own, data: Buffer.from(data, 'base64') }]);
  const shown = Object.entries(payload!.metadata!).map(([name, bytes]) => [name, base64(bytes)]);
  return { metadata: Object.fromEntries(shown) as Json['metadata'], data: base64(payload!.data!) };
}

describe('the codec endpoint', () => {
  const fixture = useApi({
    settings: {
      PROXIE_PAYLOAD_KEYS: [NEW, OLD].map(({ kid, secret }) => `${kid}:${secret}`).join(),
      PROXIE_TEMPORAL_UI_URL: `${UI}/`,
    },
  });
  const people = peopleOf(fixture);
  let admin: SignedIn;
  before(async () => {
    admin = await people.admin();
  });

  /** The cookie that signing in on our page leaves in the browser, as the browser sends it. */
  async function cookieOf(person: SignedIn): Promise<string> {
    const begun = await fixture.api.post('/v1/codec/session', { as: person });
    expect(begun.status, JSON.stringify(begun.body)).to.equal(204);
    return begun.headers['set-cookie']!.split(';')[0]!;
  }
  /** The very call that the Temporal UI makes with cross-origin credentials switched on. */
  const asUi = (cookie: string, body: unknown, origin: string | undefined = UI) =>
    fixture.api.post(DECODE, { body, headers: { cookie, 'x-namespace': 'default', ...(origin && { origin }) } });

  describe('decodePayloads', () => {
    it('decrypts what any key of the ring has encrypted, leaves the rest alone and keeps the order', async () => {
      const payloads = [await encrypted({ a: 1 }), plain('in clear'), await encrypted(['b'], OLD)];
      const answer = await fixture.api.post(DECODE, { as: admin, body: { payloads } });
      expect(answer.status).to.equal(200);
      expect(answer.body).to.deep.equal({ payloads: [plain({ a: 1 }), plain('in clear'), plain(['b'])] });
      expect(answer.headers['cache-control']).to.equal('no-store');
    });

    it('gives an empty payload back as empty', async () => {
      const answer = await fixture.api.post(DECODE, { as: admin, body: { payloads: [{}] } });
      expect(answer.body).to.deep.equal({ payloads: [{ metadata: {} }] });
      expect((await fixture.api.post(DECODE, { as: admin, body: { payloads: [] } })).body).to.deep.equal({
        payloads: [],
      });
    });

    it('is for operators: nobody else gets anything, with a token or with a cookie', async () => {
      const body = { payloads: [await encrypted('secret')] };
      expect(await fixture.api.post(DECODE, { body })).to.be.problem(401, 'unauthenticated');
      for (const person of [await people.consumer(), await people.provider()]) {
        expect(await fixture.api.post(DECODE, { as: person, body })).to.be.problem(403, 'forbidden');
        expect(await fixture.api.post('/v1/codec/session', { as: person })).to.be.problem(403, 'forbidden');
        expect(await asUi(`proxie_codec=${person.token}`, body)).to.be.problem(403, 'forbidden');
      }
    });

    it('names every payload that it cannot read with its key, and shows nothing of the others', async () => {
      const damaged = await encrypted('damaged');
      damaged.data = base64(Buffer.from(damaged.data, 'base64').map((byte, at) => (at === 20 ? byte ^ 1 : byte)));
      const payloads = [await encrypted('readable'), await encrypted('lost', GONE), damaged];
      const answer = await fixture.api.post(DECODE, { as: admin, body: { payloads } });
      expect(answer).to.be.problem(400, 'validation_failed');
      expect(answer.body.errors).to.deep.equal([
        {
          in: 'body',
          path: '/payloads/1',
          message: "a payload is encrypted with the key 'gone', which is not in the key ring",
        },
        {
          in: 'body',
          path: '/payloads/2',
          message: "a payload that names the key 'new' was changed, or was encrypted with another",
        },
      ]);
    });

    it('refuses what is no payload of the protocol', async () => {
      for (const body of [{}, { payloads: [{ data: 'not base64!' }] }, { payloads: [{ metadata: { encoding: 1 } }] }]) {
        expect(await fixture.api.post(DECODE, { as: admin, body })).to.be.problem(400, 'validation_failed');
      }
    });

    it('takes histories that are larger than any other body, up to 2 MB', async () => {
      const large = await encrypted('x'.repeat(1_000_000));
      const answer = await fixture.api.post(DECODE, { as: admin, body: { payloads: [large] } });
      expect(answer.status).to.equal(200);
      const tooLarge = JSON.stringify({ payloads: [{ data: 'A'.repeat(2_000_000) }] });
      expect(await fixture.api.post(DECODE, { as: admin, body: tooLarge })).to.be.problem(413, 'payload_too_large');
      const elsewhere = { as: admin, body: JSON.stringify({ rawInput: 'x'.repeat(200_000) }) };
      expect(await fixture.api.post('/v1/requests', elsewhere)).to.be.problem(413, 'payload_too_large');
    });
  });

  describe('the cookie of the Temporal UI', () => {
    it('decrypts for the page of the UI, which holds no token', async () => {
      const body = { payloads: [await encrypted({ bookingId: 1 })] };
      const answer = await asUi(await cookieOf(admin), body);
      expect(answer.status, JSON.stringify(answer.body)).to.equal(200);
      expect(answer.body).to.deep.equal({ payloads: [plain({ bookingId: 1 })] });
      expect(answer.headers['access-control-allow-origin']).to.equal(UI);
      expect(answer.headers['access-control-allow-credentials']).to.equal('true');
    });

    it('is allowed to the UI by the browser, and to no other page', async () => {
      const ask = (origin: string, path = DECODE) =>
        fixture.api.send('OPTIONS', path, {
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'content-type,x-namespace',
          },
        });
      const allowed = await ask(UI);
      expect(allowed.status).to.equal(204);
      expect(allowed.headers['access-control-allow-origin']).to.equal(UI);
      expect(allowed.headers['access-control-allow-credentials']).to.equal('true');
      expect(allowed.headers['access-control-allow-methods']).to.equal('POST');
      expect(allowed.headers['access-control-allow-headers']!.toLowerCase().split(',')).to.include.members([
        'authorization',
        'content-type',
        'x-namespace',
      ]);
      for (const refused of [await ask('http://127.0.0.1:9999'), await ask('null'), await ask(UI, '/v1/auth/login')]) {
        expect(refused.headers).not.to.have.any.keys(
          'access-control-allow-origin',
          'access-control-allow-credentials',
          'access-control-allow-headers',
        );
      }
    });

    it('counts for nothing when another page, or no page, sends it', async () => {
      const cookie = await cookieOf(admin);
      const body = { payloads: [await encrypted('secret')] };
      for (const origin of ['http://127.0.0.1:9999', 'https://127.0.0.1:8233', 'null', fixture.url, '']) {
        expect(await asUi(cookie, body, origin), origin).to.be.problem(401, 'unauthenticated');
      }
    });

    it('counts for nothing when it comes twice', async () => {
      const cookie = await cookieOf(admin);
      expect(await asUi(`${cookie}; ${cookie}`, { payloads: [] })).to.be.problem(401, 'unauthenticated');
    });

    it('works on no other route', async () => {
      const headers = { cookie: await cookieOf(admin), origin: UI };
      const guarded = allRoutes(fixture.deps).filter(
        ({ access, foreignPage }) => access !== 'public' && access !== 'optional' && !foreignPage,
      );
      expect(guarded.length).to.be.greaterThan(20);
      for (const { method, path, operationId } of guarded) {
        const at = path.replaceAll(/:\w+/g, crypto.randomUUID());
        const answer = await fixture.api.send(method.toUpperCase(), at, { headers });
        expect(answer, operationId).to.be.problem(401, 'unauthenticated');
      }
    });

    it('is seen by no script, sent with no page of another site, and by the codec alone', async () => {
      const { headers } = await fixture.api.post('/v1/codec/session', { as: admin });
      const [, ...attributes] = headers['set-cookie']!.split('; ');
      expect(attributes).to.have.members(['Max-Age=900', 'Path=/v1/codec', 'HttpOnly', 'SameSite=Strict']);
    });

    it('does not outlive the rights of its account', async () => {
      const former = await people.admin();
      const cookie = await cookieOf(former);
      expect((await asUi(cookie, { payloads: [] })).status).to.equal(200);
      const other = await people.admin();
      const suspended = await cookieOf(other);
      await fixture.orm.em.fork().execute(`update accounts set roles = '{consumer}' where id = ?`, [former.accountId]);
      await fixture.orm.em.fork().execute(`update accounts set status = 'suspended' where id = ?`, [other.accountId]);
      for (const { accountId } of [former, other]) fixture.deps.accountChanges.announce(accountId);
      expect(await asUi(cookie, { payloads: [] })).to.be.problem(403, 'forbidden');
      expect(await asUi(suspended, { payloads: [] })).to.be.problem(401, 'unauthenticated');
    });

    it('is taken away by endCodecSession', async () => {
      const ended = await fixture.api.delete('/v1/codec/session', { as: admin });
      expect(ended.status).to.equal(204);
      expect(ended.headers['set-cookie']).to.match(/^proxie_codec=; Max-Age=0; Path=\/v1\/codec;/);
    });
  });

  describe('the page /codec', () => {
    it('loads nothing from elsewhere and runs no script but its own', async () => {
      const page = await fixture.api.get<string>('/codec');
      expect(page.status).to.equal(200);
      expect(page.headers['content-type']).to.equal('text/html; charset=utf-8');
      expect(page.headers['content-security-policy']).to.include("script-src 'self'").and.include("form-action 'none'");
      const loaded = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, at]) => at!);
      expect(loaded).to.include('/codec/codec.js');
      for (const at of loaded) expect((await fixture.api.get(at)).status, at).to.equal(200);
      expect(page.body).not.to.match(/<script>|style=|onclick/);
    });
  });
});

describe('the codec endpoint of an installation with a secure address and no keys', () => {
  const fixture = useApi({ settings: { PROXIE_PUBLIC_URL: 'https://api.proxie.example' } });
  const people = peopleOf(fixture);

  it('lets its cookie travel over secure connections only', async () => {
    const { headers } = await fixture.api.post('/v1/codec/session', { as: await people.admin() });
    expect(headers['set-cookie']!.split('; ')).to.include('Secure');
  });

  it('passes what is plain, refuses what is encrypted, and lets no page in', async () => {
    const as = await people.admin();
    const body = { payloads: [plain('plain')] };
    const answer = await fixture.api.post(DECODE, { as, body, headers: { origin: UI } });
    expect(answer.body).to.deep.equal(body);
    expect(answer.headers).not.to.have.any.keys('access-control-allow-origin');
    const lost = { payloads: [await encrypted('secret')] };
    expect(await fixture.api.post(DECODE, { as, body: lost })).to.be.problem(400, 'validation_failed');
  });
});
