import { expect } from 'chai';
import { WorkflowOutbox } from '#db/entities/workflow-outbox.entity.ts';
import { HAIRCUT, makeOffer } from './client-life.ts';
import { AROUND_THE_CLOCK, testSlot } from './factories.ts';
import type { Faults } from './faults.ts';
import type { TestAnswer, TestClient } from './http.ts';
import type { Person, Product, ProviderPerson } from './product.ts';
import { until } from './until.ts';

/** How a server goes away, and how it comes back. */
export const WAYS_TO_GO: readonly {
  readonly how: string;
  readonly go: (server: Faults) => void | Promise<void>;
  readonly comeBack: (server: Faults) => void | Promise<void>;
}[] = [
  { how: 'stopped', go: (server) => server.stop(), comeBack: (server) => server.restart() },
  { how: 'killed', go: (server) => server.kill(), comeBack: (server) => server.restart() },
  { how: 'paused', go: (server) => server.pause(), comeBack: (server) => server.resume() },
];

/** For the way to the API and back on a busy machine. */
const MARGIN_MS = 5_000;

/** A request with an open offer, and the command that accepts it. */
export interface Offered {
  readonly consumer: Person;
  readonly provider: ProviderPerson;
  readonly requestId: string;
  readonly accept: (headers?: Readonly<Record<string, string>>) => Promise<TestAnswer<{ id: string }>>;
}

/** Makes a request and an offer for it, of people of their own; the slot is so many hours from now. */
export async function offered(product: Product, fromNowHours = 48): Promise<Offered> {
  const provider = await product.provider({ minNoticeHours: 0, schedule: AROUND_THE_CLOCK });
  const consumer = await product.consumer();
  const created = await product.api.post('/v1/requests', { as: consumer, body: HAIRCUT });
  const { id } = created.body as { id: string };
  const deal = { consumer, provider, slot: testSlot(fromNowHours) };
  const { offerId, body } = await makeOffer(product.api, id, deal);
  const accept: Offered['accept'] = (headers = {}) =>
    product.api.post(`/v1/offers/${offerId}/accept`, { as: consumer, body, headers });
  return { provider, consumer, requestId: id, accept };
}

/** Sends what nobody can carry out now, and holds the answer and its time against the deadline. */
export async function expectUnavailable(send: () => Promise<TestAnswer>, deadlineMs: number): Promise<void> {
  const startedAt = performance.now();
  const answer = await send();
  const elapsedMs = performance.now() - startedAt;
  expect(answer).to.be.problem(503, 'unavailable');
  expect(answer.headers['retry-after']).to.match(/^[1-9]\d*$/);
  expect(elapsedMs).to.be.below(deadlineMs + MARGIN_MS);
}

/** Waits until every start that was asked for has been made. */
export async function untilRelayed(product: Product): Promise<void> {
  const waiting = () => product.orm.em.fork().count(WorkflowOutbox, { doneAt: null });
  await until('the outbox to be empty', async () => (await waiting()) === 0, 120_000);
}

/** Waits until the provider has heard of the request. */
export async function untilMatched(product: Product, requestId: string, { id }: ProviderPerson): Promise<void> {
  const look = async (): Promise<boolean> => {
    const [row] = await product.orm.em.fork().execute<{ n: string }[]>(
      `select count(*) as n from request_matches m join providers p on p.id = m.provider_id
       where m.request_id = ? and p.account_id = ? and m.lead_at is not null`,
      [requestId, id],
    );
    return Number(row?.n) === 1;
  };
  await until('the provider to hear of the request', look, 60_000);
}

/** Waits until the API says of itself that it is as it should be, or in which way it is not. */
export async function untilReady(product: Product, status: 'ready' | 'degraded' | 'unavailable'): Promise<void> {
  const look = async () => ((await product.api.get('/ready')).body as { status: string }).status === status;
  await until(`the API to be ${status}`, look, 60_000);
}

/** How many requests a process of the API is answering now, this question among them. */
export async function requestsInFlight(api: TestClient): Promise<number> {
  const { body } = await api.get<string>('/metrics');
  return Number(/^proxie_http_requests_in_flight(?:\{[^}]*\})? (\d+)$/m.exec(body)?.[1] ?? 0);
}
