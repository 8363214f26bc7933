import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import { expect } from 'chai';
import { useOrm } from '#test/support/use-orm.ts';
import { ownTemporalServer, type TestTemporal } from '#test/support/temporal.ts';
import { until } from '#test/support/until.ts';
import { dependencyChecks } from './checks.ts';
import { createWriteProbe } from './write-probe.ts';

describe('the check of Temporal, while nobody has anything to write', function () {
  this.timeout(120_000);
  const db = useOrm();
  let temporal: TestTemporal;
  let client: Client;

  before(async () => {
    temporal = await ownTemporalServer();
    const namespace = await temporal.createNamespace();
    client = new Client({ connection: await Connection.connect({ address: temporal.address }), namespace });
  });
  after(() => client?.connection.close());

  const checkWith = (asked: Pick<Client, 'withDeadline' | 'workflowService' | 'options'>) => {
    const writeProbe = createWriteProbe({ client: asked, everyMs: 0, afterFailureMs: 0, deadlineMs: 1_000 });
    const timers = { autoCompleteMs: 0 };
    const checks = dependencyChecks({ orm: db.orm, client, redis: undefined, timers, writeProbe });
    const { check } = checks.find(({ name }) => name === 'temporal')!;
    return () =>
      check(AbortSignal.timeout(5_000)).then(
        () => 'up',
        (error: Error) => error.message,
      );
  };

  it('sees a server that answers and takes no writes, and that it takes them again', async () => {
    const check = checkWith(client);
    expect(await check()).to.equal('up');
    const unlock = temporal.lockStore();
    try {
      await until('the check to see it', async () => (await check()) === 'it answers, and takes no writes');
    } finally {
      unlock();
    }
    await until('the check to see that it is over', async () => (await check()) === 'up');
  });

  it('leaves no run behind but its latest, and lists none', async () => {
    const started: string[] = [];
    const { workflowService } = client;
    const noting = {
      options: client.options,
      withDeadline: <T>(deadline: number | Date, work: () => Promise<T>) => client.withDeadline(deadline, work),
      workflowService: {
        async startWorkflowExecution(request: { workflowId: string }) {
          const answer = await workflowService.startWorkflowExecution(request);
          started.push(request.workflowId);
          return answer;
        },
        deleteWorkflowExecution: (request: object) => workflowService.deleteWorkflowExecution(request),
      },
    };
    const check = checkWith(noting as never);
    const second = async (): Promise<string | undefined> => {
      await check();
      return started[1];
    };
    await until('a second run', second);
    const workflowId = started[0] as string;
    const isGone = async (): Promise<boolean> => {
      const { count } = await client.workflow.count(`WorkflowId = '${workflowId}'`);
      return client.workflow
        .getHandle(workflowId)
        .describe()
        .then(
          () => false,
          (error: unknown) => error instanceof WorkflowNotFoundError && count === 0,
        );
    };
    await until('the end of the first', isGone);
  });

  it('does not hold it against a server that the account may not start such a run, and asks no more', async () => {
    let asked = 0;
    const refusing = {
      options: client.options,
      withDeadline: <T>(_deadline: number | Date, work: () => Promise<T>) => work(),
      workflowService: {
        async startWorkflowExecution() {
          asked += 1;
          throw Object.assign(new Error('denied'), { code: 7, details: 'denied', metadata: {} }); // PERMISSION_DENIED
        },
      },
    };
    const check = checkWith(refusing as never);
    for (let time = 0; time < 3; time += 1) expect(await check()).to.equal('up');
    expect(asked).to.equal(1);
  });
});
