import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { EntityManager } from '@mikro-orm/postgresql';
import { expect } from 'chai';
import { documentRoutes } from '#api/document-routes.ts';
import { rolesOf } from '#api/http/access.ts';
import type { Route } from '#api/http/route.ts';
import { ROLES, type Role } from '#domain/accounts.ts';
import { HAIRCUT, insist, makeOffer } from '#test/support/client-life.ts';
import { AROUND_THE_CLOCK, insertBooking, insertReview, testSlot } from '#test/support/factories.ts';
import { COMPLETE_ENROLLMENT } from '#test/support/enrolling.ts';
import { uploadAs } from '#test/support/images.ts';
import { useProduct, type Person, type ProviderPerson } from '#test/support/product.ts';
import { sampled, SEED } from '#test/support/seed.ts';
import { testFolder } from '#test/support/servers.ts';
import { limitMs, sizeOf } from '#test/support/sizes.ts';
import { schemathesis } from './python.ts';

const IS_TORTURE = process.env.PROXIE_TORTURE !== undefined;
/** In the test command the calls are the same each time; torture looks elsewhere. */
const CALLS_SEED = IS_TORTURE ? SEED : 1;
/** The examples of the document and chains of calls are left to torture: both are dear, and tests by hand make them, too. */
const PHASES = IS_TORTURE ? 'examples,coverage,fuzzing,stateful' : 'coverage,fuzzing';
const RUN_LIMIT_MS = limitMs('schemathesis');
const { examples: EXAMPLES, rolesPerOperation, percentCovered } = sizeOf('schemathesis');
/**
 * At least so many calls are made of each operation that takes anything; of the others there are not so many different ones.
 * Fewer than are asked for, because Schemathesis makes no call of an example that it has made before: half of one role's,
 * and more where all roles add up.
 */
const LEAST_CALLS = Math.floor(rolesPerOperation < ROLES.length ? EXAMPLES / 2 : (EXAMPLES * 10) / 11);
const REQUESTS = 12;
const ACCEPTED = 6;
const IMAGES = 30;

/**
 * Schemathesis reads the OpenAPI document and calls every operation, in one role or in all of them, with data that fits it, data that does not, and
 * chains of calls. Any answer that breaks the document, any 5xx, any door without a lock is a finding.
 */
describe('the API under Schemathesis', function () {
  this.timeout(RUN_LIMIT_MS + 60_000);
  const product = useProduct({ settings: { PROXIE_ACCESS_TTL: '2h' } });
  const calls = new Map<string, number>();
  const runs = new Map<Role, ReturnType<typeof runAs>>();
  let program: string;

  before(async function () {
    this.timeout(600_000); // the first run installs it
    const found = await schemathesis();
    if ('missing' in found) {
      if (process.env.CI) throw new Error(`Schemathesis must run here, but ${found.missing}`);
      this.skip();
    }
    ({ program } = found);
    await product.startWorker();
    const { people, knownIds } = await populate();
    for (const role of ROLES) runs.set(role, runAs(people[role], role, knownIds)); // side by side
  });

  for (const role of ROLES) {
    it(`finds nothing as ${role}`, async () => {
      const { code, output, figures } = (await runs.get(role)) ?? {};
      for (const [operation, count] of Object.entries(figures ?? {})) {
        calls.set(operation, (calls.get(operation) ?? 0) + count);
      }
      expect(code, output).to.equal(0);
    });
  }

  it(`called every operation of the document, and each that takes anything at least ${LEAST_CALLS} times`, () => {
    const operations = documented();
    for (const { method, path: at, body, params, query } of operations) {
      const label = `${method.toUpperCase()} ${at.replaceAll(/:(\w+)/g, '{$1}')}`;
      const least = (body ?? params ?? query) ? LEAST_CALLS : 1;
      expect(calls.get(label) ?? 0, label).to.be.at.least(least);
    }
    const total = [...calls.values()].reduce((sum, count) => sum + count, 0);
    process.stdout.write(`      Schemathesis: ${total} calls of ${operations.length} operations\n`);
  });

  async function populate() {
    const [consumer, provider, admin, bystander] = [
      await product.consumer(),
      await product.provider({ minNoticeHours: 0, schedule: AROUND_THE_CLOCK }),
      await product.consumer({ roles: ['consumer', 'admin'] }),
      await product.consumer(),
    ];
    const requests: string[] = [];
    const offers: string[] = [];
    const bookings: string[] = [];
    for (let index = 0; index < REQUESTS; index += 1) {
      const created = await product.api.post('/v1/requests', { as: consumer, body: HAIRCUT });
      const requestId = (created.body as { id: string }).id;
      const slot = testSlot(48 + 2 * index);
      const { offerId, body } = await makeOffer(product.api, requestId, { provider, slot });
      requests.push(requestId);
      offers.push(offerId);
      if (index >= ACCEPTED) continue;
      const accepted = await insist(() => product.api.post(`/v1/offers/${offerId}/accept`, { as: consumer, body }));
      bookings.push((accepted.body as { id: string }).id);
    }
    const em = product.orm.em.fork();
    const enrollment = await product.api.post<{ id: string }>('/v1/enrollments', {
      as: consumer,
      body: COMPLETE_ENROLLMENT,
    });
    const review = await reviewed(em, consumer, provider);
    const images: string[] = [];
    for (let index = 0; index < IMAGES; index += 1) images.push(await uploadAs(product.api, consumer));
    const talks = await Promise.all([consumer, provider, admin].map(talk));
    return {
      people: { consumer, provider, admin },
      knownIds: {
        '/v1/providers/me/leads/': requests,
        '/v1/requests/': requests,
        '/v1/offers/': offers,
        '/v1/bookings/': bookings,
        '/v1/enrollments/': [enrollment.body.id],
        '/v1/reviews/': [review],
        '/v1/media/': images,
        '/v1/providers/': [provider.provider.id],
        '/v1/chat/tasks/': talks.map(({ taskId }) => taskId),
        '/v1/chat/conversations/': talks.map(({ conversationId }) => conversationId),
        '/v1/admin/accounts/': [bystander.id], // whoever calls must not be suspended meanwhile
      },
    };
  }

  async function reviewed(em: EntityManager, consumer: Person, { provider }: ProviderPerson): Promise<string> {
    const booking = {
      consumer: consumer.id,
      provider: provider.id,
      status: 'completed',
      completedAt: new Date(),
    } as const;
    return (await insertReview(em, { booking: (await insertBooking(em, booking)).id })).id;
  }

  async function talk(person: Person): Promise<{ taskId: string; conversationId: string }> {
    const body = { role: 'consumer', message: 'I need a haircut in Brooklyn' };
    return (await product.api.post<{ taskId: string; conversationId: string }>('/v1/chat', { as: person, body })).body;
  }

  async function runAs({ token }: Person, role: Role, knownIds: Record<string, string[]>) {
    const figures = testFolder(`schemathesis-${role}.json`);
    const folder = testFolder(`schemathesis-${role}`);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'schemathesis.toml'), withoutCoverage(role));
    const child = spawn(program, argumentsFor(product.url, token, role), {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        SCHEMATHESIS_HOOKS: path.join(import.meta.dirname, 'hooks.py'),
        KNOWN_IDS: JSON.stringify(knownIds),
        FIGURES: figures,
        PYTHONDONTWRITEBYTECODE: '1',
      },
      timeout: RUN_LIMIT_MS,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => void (output += part));
    const code = await new Promise((resolve) => void child.once('close', resolve));
    const isCounted = fs.existsSync(figures); // not by one that was killed
    const counted = isCounted ? (JSON.parse(fs.readFileSync(figures, 'utf8')) as Record<string, number>) : {};
    return { code, output: output.replaceAll(token, '[token]'), figures: counted };
  }
});

/** The operations that the document names. */
const documented = (): Route[] => documentRoutes().filter(({ undocumented }) => !undocumented);

/** In which roles an operation is called, first the one that it is for: that of providers, of operators, or of everybody. */
function rolesFor({ access }: Route): Role[] {
  const first = ROLES.find((role) => role !== 'consumer' && rolesOf(access)?.includes(role)) ?? 'consumer';
  return [first, ...ROLES.filter((role) => role !== first)].slice(0, rolesPerOperation);
}

const calledAs = (role: Role): Route[] => documented().filter((route) => rolesFor(route).includes(role));

/** Schemathesis derives a call from each single rule of an operation, some hundred of them: of a share of the operations. */
function withoutCoverage(role: Role): string {
  const called = calledAs(role);
  const share = percentCovered / 100;
  const covered = sampled(called, { share, name: `covered as ${role}`, groupsOf: () => [role] }, CALLS_SEED);
  const others = called.filter((route) => !covered.includes(route)).map(({ operationId }) => operationId);
  if (others.length === 0) return '';
  return `[[operations]]\ninclude-operation-id = ${JSON.stringify(others)}\nphases.coverage.enabled = false\n`;
}

function argumentsFor(url: string, token: string, role: Role): string[] {
  const options = {
    '--header': `Authorization: Bearer ${token}`,
    '--checks': 'all',
    '--phases': PHASES,
    '--max-examples': String(EXAMPLES),
    '--workers': '1', // CPython 3.11 fails now and then when two threads parse Python at once
    '--seed': String(CALLS_SEED),
    '--request-timeout': '30',
  };
  const operations = calledAs(role).flatMap(({ operationId }) => ['--include-operation-id', operationId]);
  const document = `${url}/api/openapi.json`;
  return ['run', document, '--continue-on-failure', '--no-shrink', ...Object.entries(options).flat(), ...operations];
}
