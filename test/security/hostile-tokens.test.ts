import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { rolesOf } from '#api/http/access.ts';
import { allRoutes } from '#api/routes.ts';
import { Account } from '#db/entities/account.entity.ts';
import { createLogger } from '#platform/logger.ts';
import { useApi } from '#test/support/api.ts';
import { insertAccount, insertProvider, insertRequest } from '#test/support/factories.ts';
import { forge, hmac, keyAt, type HostileContext } from '#test/support/forge.ts';
import { HOSTILE_HEADERS, MEANINGLESS_HEADERS } from '#test/support/hostile-headers.ts';
import { HOSTILE_TOKENS } from '#test/support/hostile-tokens.ts';
import type { TestAnswer } from '#test/support/http.ts';
import { useIssuer } from '#test/support/oidc-issuer.ts';
import { sendRaw, type RawRequest } from '#test/support/raw-http.ts';

const newKey = (kid: string) => ({ kid, secret: randomBytes(32).toString('base64url') });
const RING = [newKey('first'), newKey('second')];
/** Refused as it stands, but only once somebody has looked at it. */
const NOT_JSON = '{"reason":';

describe('hostile tokens', () => {
  const logged: string[] = [];
  const issuer = useIssuer();
  const trap = useTrap();
  const fixture = useApi({
    settings: () => ({
      PROXIE_JWT_KEYS: RING.map(({ kid, secret }) => `${kid}:${secret}`).join(','),
      PROXIE_OIDC_ISSUER: issuer.url,
      PROXIE_OIDC_AUDIENCE: issuer.audience,
    }),
    log: createLogger({ environment: 'test', logLevel: 'trace' }, { write: (line) => void logged.push(line) }),
  });
  let context: HostileContext;
  let requests: Readonly<Record<'read' | 'command' | 'optional' | 'admin', RawRequest>>;

  before(async () => {
    const em = fixture.orm.em.fork();
    const accountId = await insertAccount(em, { roles: ['consumer', 'provider', 'admin'] });
    const deletedId = await insertAccount(em);
    await em.nativeDelete(Account, { id: deletedId });
    const { id } = await insertRequest(em, { consumer: accountId });
    context = {
      accountId,
      deletedId,
      suspendedId: await insertAccount(em, { status: 'suspended' }),
      tokens: fixture.config.auth,
      retiredKey: newKey('retired'),
      issuer,
      refreshToken: randomBytes(32).toString('base64url'),
      trapUrl: trap.url,
      nowMs: Date.now(),
    };
    requests = {
      read: { method: 'GET', path: '/v1/auth/me' },
      command: withBody({ method: 'POST', path: `/v1/requests/${id}/cancel` }),
      optional: { method: 'GET', path: `/v1/providers/${(await insertProvider(em)).id}` },
      admin: adminRequest(),
    };
  });

  /** The first operation for operators alone. */
  function adminRequest(): RawRequest {
    const route = allRoutes(fixture.deps).find(({ access }) => rolesOf(access)?.join() === 'admin');
    if (!route) throw new Error('there is no operation for operators');
    const path = route.path.replaceAll(/:\w+/g, randomUUID());
    return route.body ? withBody({ method: route.method.toUpperCase(), path }) : { method: 'GET', path };
  }
  const send = (request: RawRequest, lines: readonly string[]): Promise<TestAnswer> =>
    sendRaw(fixture.url, { ...request, lines: [...lines, ...(request.lines ?? [])] });

  /** How many rows each table has, and the account and its request as they stand. */
  async function state(): Promise<string> {
    const tables: { name: string }[] = await fixture.orm.em.execute(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    );
    const counts = tables.map(({ name }) => `(select count(*) from "${name}") as "${name}"`).join(', ');
    const rows = `(select json_agg(a order by id) from accounts a) as a, (select json_agg(r) from service_requests r) as r`;
    return JSON.stringify(await fixture.orm.em.execute(`select ${counts}, ${rows}`));
  }

  function expectRefused(answer: TestAnswer, where: string): void {
    expect(answer, where).to.be.problem(401, 'unauthenticated');
    expect(answer.headers['www-authenticate'], where).to.match(
      /^Bearer realm="proxie", error="invalid_token", error_description="[\w ,-]+"$/,
    );
  }
  /** No part of a token, and nothing that it says, comes back or stays. */
  function expectSilence(token: string, answers: readonly TestAnswer[]): void {
    const told = JSON.stringify(answers) + logged.join('');
    const parts = token.split(/[.\s]/).filter((part) => part.length >= 12);
    for (const part of parts) expect(told).not.to.include(part);
    expect(told).not.to.include(trap.url).and.not.to.include(issuer.url);
  }

  it('are at least forty, each with a name of its own', () => {
    const names = [...HOSTILE_TOKENS, ...HOSTILE_HEADERS].map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
    expect(HOSTILE_TOKENS.length).to.be.greaterThan(40);
  });

  it('differ from tokens that are taken', async () => {
    for (const token of [
      forge(context),
      forge(context, { header: { kid: 'second' }, signer: hmac(keyAt(context, 1).secret) }),
    ]) {
      const answer = await send(requests.read, [`Authorization: Bearer ${token}`]);
      expect([answer.status, (answer.body as { id: string }).id]).to.deep.equal([200, context.accountId]);
    }
    const foreign = await send(requests.read, [`Authorization: Bearer ${await issuer.sign()}`]);
    expect(foreign.status).to.equal(200);
    const admin = await send(requests.admin, [`Authorization: Bearer ${forge(context)}`]);
    expect(admin.status).not.to.be.oneOf([401, 403]);
    const command = await send(requests.command, [`Authorization: Bearer ${forge(context)}`]);
    expect(command, 'the body is looked at once it is known who sends it').to.be.problem(400, 'malformed_request');
  });

  for (const hostile of HOSTILE_TOKENS) {
    it(`are refused by every operation: ${hostile.name}`, async () => {
      logged.length = 0;
      const token = await hostile.make({ ...context, nowMs: Date.now() });
      const before = await state();
      const answers: TestAnswer[] = [];
      for (const [name, request] of Object.entries(requests)) {
        const answer = await send(request, [`Authorization: Bearer ${token}`]);
        expectRefused(answer, name);
        answers.push(answer);
      }
      expect(await state()).to.equal(before);
      expectSilence(token, answers);
    });
  }

  for (const { name, lines, isBroken } of HOSTILE_HEADERS) {
    it(`are refused by every operation: ${name}`, async () => {
      logged.length = 0;
      const sent = lines({ ...context, nowMs: Date.now() });
      const before = await state();
      const answers: TestAnswer[] = [];
      for (const [operation, request] of Object.entries(requests)) {
        const answer = await send(request, sent);
        if (isBroken) expect(answer.status, operation).to.be.oneOf([400, 431]);
        else expectRefused(answer, operation);
        answers.push(answer);
      }
      expect(await state()).to.equal(before);
      for (const line of sent) expectSilence(line, answers);
    });
  }

  for (const { name, lines } of MEANINGLESS_HEADERS) {
    it(`do not count where no token belongs: ${name}`, async () => {
      const { optional, ...others } = requests;
      for (const [operation, request] of Object.entries(others)) {
        const answer = await send(request, lines({ ...context, nowMs: Date.now() }));
        expect(answer, operation).to.be.problem(401, 'unauthenticated');
        expect(answer.headers['www-authenticate']).to.equal('Bearer realm="proxie"');
      }
      expect((await send(optional, lines(context))).status).to.equal(200);
    });
  }

  it('do not count in the query or in the body', async () => {
    const token = forge(context);
    logged.length = 0;
    for (const name of ['access_token', 'token', 'authorization', 'jwt']) {
      const inQuery = await send({ method: 'GET', path: `/v1/auth/me?${name}=${token}` }, []);
      expect(inQuery, name).to.be.problem(401, 'unauthenticated');
      const inBody = await send({ ...requests.command, body: JSON.stringify({ [name]: token }) }, []);
      expect(inBody, name).to.be.problem(401, 'unauthenticated');
      expectSilence(token, [inQuery, inBody]);
    }
  });

  it('are refused again when they come again', async () => {
    const token = forge(context, { claims: { aud: 'another' } });
    for (let time = 0; time < 3; time += 1) {
      expectRefused(await send(requests.read, [`Authorization: Bearer ${token}`]), `time ${time}`);
    }
  });

  it('never made us ask an attacker for keys', async () => {
    expect(trap.requests()).to.equal(0);
    await fetch(trap.url);
    expect(trap.requests(), 'the trap counts').to.equal(1);
  });
});

function withBody(request: RawRequest): RawRequest {
  return { ...request, lines: ['Content-Type: application/json'], body: NOT_JSON };
}

/** Mocha fixture: where an attacker would keep keys. */
function useTrap(): { readonly url: string; requests(): number } {
  let count = 0;
  let server: Server;
  const trap = { url: '', requests: () => count };
  before(async () => {
    server = createServer((_req, res) => {
      count += 1;
      res.end('{"keys":[]}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    trap.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return trap;
}
