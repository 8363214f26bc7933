import { globSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Worker, type ReplayWorkerOptions } from '@temporalio/worker';
import { expect } from 'chai';
import { BOOKING_LIFECYCLE } from '#domain/lifecycles/booking.ts';
import { ENROLLMENT_LIFECYCLE } from '#domain/lifecycles/enrollment.ts';
import { isOpenRequest, REQUEST_LIFECYCLE } from '#domain/lifecycles/request.ts';
import { isFinal, type Lifecycle } from '#domain/lifecycles/transitions.ts';
import type { TurnFailure } from '#domain/chat.ts';
import { silentLogger } from '#platform/logger.ts';
import { PROJECT_DIR } from '#platform/config.ts';
import { dataConverterOf } from '#platform/temporal/data-converter.ts';
import { keptRuns, type KeptRun } from '#test/support/kept-histories.ts';
import { BUNDLES_DIR, HISTORIES_DIR } from '#test/support/lives.ts';
import { workflowBundle } from '#worker/bundle.ts';
import type * as workflows from './index.ts';
import { REGISTRATION_ENDS } from './registration/messages.ts';

type WorkflowName = keyof typeof workflows;
type Definition = { readonly type: 'update' | 'signal' | 'query'; readonly name: string };

/** How each workflow can end. */
const ENDS: Readonly<Record<WorkflowName, readonly string[]>> = {
  requestWorkflow: reached(REQUEST_LIFECYCLE).filter((status) => !isOpenRequest(status)),
  bookingWorkflow: reached(BOOKING_LIFECYCLE).filter((status) => isFinal(BOOKING_LIFECYCLE, status)),
  enrollmentWorkflow: reached(ENROLLMENT_LIFECYCLE).filter((status) => isFinal(ENROLLMENT_LIFECYCLE, status)),
  registrationWorkflow: REGISTRATION_ENDS,
  conversationWorkflow: ['undefined'],
};

/** The commands that a run cannot have carried out and yet end otherwise. Every other one comes before every end. */
const DECIDES: Readonly<Record<string, string>> = {
  acceptOffer: 'booked',
  cancelRequest: 'cancelled',
  completeBooking: 'completed',
  submitReview: 'completed',
  cancelBooking: 'cancelled',
  registrationConfirmed: 'confirmed',
};

/** Where the end of each kind of turn is kept: a conversation goes on after it. */
const TURNS: Readonly<Record<TurnFailure, string>> = {
  cancelled: 'chat-cancelled',
  model_failed: 'chat-failed',
  budget_exhausted: 'chat-failed',
  unavailable: 'chat-faults',
  suspended: 'chat-suspended',
};

describe('workflows/histories', () => {
  let runs: KeptRun[];
  let sources: Map<string, string>;

  before(async () => {
    runs = await keptRuns();
    sources = await sourcesOfWorkflows();
  });

  const codeOf = (): string => [...sources].flatMap(([file, text]) => (file.endsWith('.test.ts') ? [] : text)).join('');
  const isKept = (is: (run: KeptRun) => boolean): boolean => runs.some(is);

  it('holds every command of every workflow before every end that it can come before', async () => {
    const missing = (await commandsOfWorkflows()).flatMap(({ workflow, commands }) =>
      commands.flatMap(({ name }) =>
        ENDS[workflow]
          .filter((end) => (DECIDES[name] ?? end) === end)
          .filter(
            (end) => !isKept((run) => run.workflow === workflow && run.end === end && run.commands.includes(name)),
          )
          .map((end) => `${workflow}: ${name}, then ${end}`),
      ),
    );
    expect(missing.join('\n')).to.equal('');
  });

  it('holds every end of every workflow, and a run that was continued wherever one can be', () => {
    const continuing = [...codeOf().matchAll(/continueAsNew<typeof (\w+)>/g)].map(([, workflow = '']) => workflow);
    expect(continuing).not.to.deep.equal([]);
    const ends = Object.entries(ENDS).flatMap(([workflow, each]) => each.map((end) => [workflow, end] as const));
    const missing = [...ends, ...continuing.map((workflow) => [workflow, 'continued'] as const)]
      .filter(([workflow, end]) => !isKept((run) => run.workflow === workflow && run.end === end))
      .map((pair) => pair.join(': '));
    expect(missing.join('\n')).to.equal('');
  });

  it('holds every update that was accepted and then refused', async () => {
    const updates = (await commandsOfWorkflows()).flatMap(({ commands }) =>
      commands.filter(({ type }) => type === 'update'),
    );
    const missing = updates.filter(({ name }) => !isKept(({ refused }) => refused.includes(name)));
    expect(missing.map(({ name }) => name).join('\n')).to.equal('');
  });

  it('holds every patch', () => {
    const patches = [...codeOf().matchAll(/\bpatched\('([\w-]+)'\)/g)].map(([, id = '']) => id);
    expect(patches).not.to.deep.equal([]);
    const missing = patches.filter((id) => !isKept((run) => run.patches.includes(id)));
    expect(missing.join('\n')).to.equal('');
  });

  it('holds what the tests record and nothing else', () => {
    const tests = [...sources].flatMap(([file, text]) => (file.endsWith('.test.ts') ? text : [])).join('');
    const slices = [...sources.keys()].map((file) => file.split('/')[1]);
    const isName = new RegExp(`'((?:${[...new Set(slices), 'chat'].join('|')})-[a-z-]+)'`, 'g');
    const recorded = new Set([...tests.matchAll(isName)].map(([, name = '']) => name));
    const kept = runs.map(({ name }) => name).filter((name) => !name.includes('-incident')); // those come from outside
    expect([...recorded].toSorted()).to.deep.equal(kept);
    expect(Object.values(TURNS).filter((name) => !recorded.has(name))).to.deep.equal([]);
  });

  it('is replayed by the code as it is: what waits now goes on after a deploy', async () => {
    const codePath = await workflowBundle(BUNDLES_DIR, silentLogger);
    await expectReplay({ workflowBundle: { codePath } });
  });

  it('is replayed by workers that encrypt: switching encryption on stops no life that began in clear', async () => {
    const codePath = await workflowBundle(BUNDLES_DIR, silentLogger, { encrypted: true });
    const payloadKeys = [{ kid: 'new', secret: 'Zt8qWm3nXv6bKc1jHf4dGs7aPl0oIu9y' }];
    await expectReplay({ workflowBundle: { codePath }, dataConverter: dataConverterOf({ payloadKeys })! });
  });
});

async function expectReplay(options: ReplayWorkerOptions): Promise<void> {
  const names = (await fs.readdir(HISTORIES_DIR)).filter((name) => name.endsWith('.json'));
  const histories = names.map(async (name) => ({
    workflowId: name,
    history: JSON.parse(await fs.readFile(path.join(HISTORIES_DIR, name), 'utf8')) as unknown,
  }));
  let replayed = 0;
  for await (const { workflowId, error } of Worker.runReplayHistories(options, await Promise.all(histories))) {
    expect(error, workflowId).to.equal(undefined);
    replayed += 1;
  }
  expect(replayed).to.equal(names.length);
}

/** The states of a lifecycle that something leads to. */
function reached<Status extends string>({ statuses, transitions }: Lifecycle<Status, string, string>): Status[] {
  return statuses.filter((status) => transitions.some(({ to }) => to === status));
}

/** The updates and signals of each workflow, as its messages define them. */
async function commandsOfWorkflows(): Promise<{ workflow: WorkflowName; commands: Definition[] }[]> {
  const known = Object.keys(ENDS).toSorted();
  const files = globSync('workflows/*/messages.ts', { cwd: PROJECT_DIR }).toSorted();
  const found = await Promise.all(
    files.map(async (file) => {
      const messages = Object.entries((await import(path.join(PROJECT_DIR, file))) as Record<string, unknown>);
      const [, workflow] = messages.find(([name]) => name.endsWith('_WORKFLOW')) ?? [];
      const commands = messages.map(([, message]) => message).filter(isCommand);
      return { workflow: workflow as WorkflowName, commands };
    }),
  );
  expect(found.map(({ workflow }) => workflow).toSorted()).to.deep.equal(known);
  expect(Object.keys(await import('./index.ts')).toSorted()).to.deep.equal(known);
  return found;
}

function isCommand(message: unknown): message is Definition {
  const { type } = (message ?? {}) as Partial<Definition>;
  return type === 'update' || type === 'signal';
}

async function sourcesOfWorkflows(): Promise<Map<string, string>> {
  const files = globSync('workflows/*/*.ts', { cwd: PROJECT_DIR });
  const texts = await Promise.all(files.map((file) => fs.readFile(path.join(PROJECT_DIR, file), 'utf8')));
  return new Map(files.map((file, index) => [file, texts[index] ?? '']));
}
