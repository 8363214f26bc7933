import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { expect } from 'chai';
import { LlmUsage } from '#db/entities/llm-usage.entity.ts';
import type { LlmAnswer, LlmCall, LlmGateway, LlmRequest } from '#activities/llm/types.ts';
import { insertAccount } from './factories.ts';
import { startLlmProvider, type LlmProvider } from './llm-provider.ts';
import { callOf, offlineStub, question, testGateway, type TestSettings } from './llm.ts';
import { useOrm, type TestOrm } from './use-orm.ts';

/** A database, a provider, and an account that is new in each test. */
export interface TestLlm {
  readonly db: TestOrm;
  readonly accountId: string;
  readonly offline: ReturnType<typeof offlineStub>;
  readonly provider: () => LlmProvider;
  readonly gateway: (settings?: TestSettings) => LlmGateway;
  /** What was noted of this account's calls, the first one first. */
  readonly rows: () => Promise<LlmUsage[]>;
  /** The same in words: model and outcome. */
  readonly outcomes: () => Promise<string[]>;
  /** Calls as the nth attempt of an activity does. */
  readonly inAttempt: (
    attempt: number,
    to: LlmGateway,
    request?: LlmRequest,
    more?: Partial<LlmCall>,
  ) => Promise<LlmAnswer>;
  /** The failure that Temporal would see. */
  readonly failureOf: (work: Promise<unknown>) => Promise<ApplicationFailure>;
}

/** Mocha fixture for tests of the gateway. */
export function useLlm(): TestLlm {
  const db = useOrm();
  let server: LlmProvider | undefined;
  const own = { db, provider, gateway, rows, outcomes, inAttempt, failureOf };
  const fixture = own as unknown as { -readonly [Key in keyof TestLlm]: TestLlm[Key] };

  before(async () => {
    server = await startLlmProvider();
  });
  beforeEach(async () => {
    provider().reset();
    fixture.accountId = await insertAccount(db.em());
    fixture.offline = offlineStub();
  });
  after(() => server?.stop());
  return fixture;

  function provider(): LlmProvider {
    if (!server) throw new Error('the provider is not started yet');
    return server;
  }

  function gateway(settings: TestSettings = {}): LlmGateway {
    return testGateway(db.orm, provider().url, { settings, offline: fixture.offline });
  }

  function rows(): Promise<LlmUsage[]> {
    return db.em().find(LlmUsage, { account: fixture.accountId }, { orderBy: { createdAt: 'asc', id: 'asc' } });
  }

  async function outcomes(): Promise<string[]> {
    return (await rows()).map(({ model, outcome }) => `${model} ${outcome}`);
  }

  function inAttempt(
    attempt: number,
    to: LlmGateway,
    request = question(),
    more: Partial<LlmCall> = {},
  ): Promise<LlmAnswer> {
    const activity = new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR') });
    return activity.run(() => to.complete(request, callOf(fixture.accountId, more)));
  }

  async function failureOf(work: Promise<unknown>): Promise<ApplicationFailure> {
    const failed = await work.catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(ApplicationFailure);
    return failed as ApplicationFailure;
  }
}
