import { Connection, type ConnectionLike } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { expect } from 'chai';
import { v7 as uuidv7 } from 'uuid';
import { testTemporalServer } from '#test/support/temporal.ts';
import { until } from '#test/support/until.ts';
import { SEARCH_ATTRIBUTES } from '../embedded/temporal.ts';
import { ensureSearchAttributes } from './search-attributes.ts';

const PERMISSION_DENIED = 7;
const denied = Object.assign(new Error('not yours'), { code: PERMISSION_DENIED, details: 'not yours', metadata: {} });

describe('ensureSearchAttributes', () => {
  let connection: Connection;
  let namespace: string;

  before(async () => {
    connection = await Connection.connect({ address: (await testTemporalServer()).address });
    namespace = `bare-${uuidv7()}`;
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs('1 day'),
    });
    await until('the namespace to be known', () =>
      names().then(
        () => true,
        () => false,
      ),
    );
  });
  after(() => connection?.close());

  const names = async (): Promise<string[]> =>
    Object.keys((await connection.operatorService.listSearchAttributes({ namespace })).customAttributes);
  /** The same server, to somebody with fewer rights. */
  const refusing = (...calls: ('listSearchAttributes' | 'addSearchAttributes')[]) => ({
    withDeadline: (deadline: number | Date, call: () => Promise<never>) => connection.withDeadline(deadline, call),
    operatorService: new Proxy(connection.operatorService, {
      get: (target, name, self) =>
        calls.some((each) => each === name) ? () => Promise.reject(denied) : Reflect.get(target, name, self),
    }),
  });
  const ensure = (over: unknown) => ensureSearchAttributes(over as ConnectionLike, namespace);

  it('names what is missing and the command that makes it, where it may not make them itself', async () => {
    const complaint = await ensure(refusing('addSearchAttributes'));
    expect(complaint).to.include(`'${namespace}'`).and.include('ProxieKind, ProxieStatus');
    const pairs = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => `--name ${name} --type ${type}`);
    expect(complaint).to.include(
      `temporal operator search-attribute create --namespace ${namespace} ${pairs.join(' ')}`,
    );
    expect(complaint?.split('\n')).to.have.lengthOf(1);
  });

  it('claims nothing where it may not look', async () => {
    expect(await ensure(refusing('listSearchAttributes'))).to.equal(undefined);
    expect(await names()).not.to.include('ProxieKind');
  });

  it('makes what is missing, once', async () => {
    expect(await ensure(connection)).to.equal(undefined);
    await until('all to be there', async () => (await names()).length >= Object.keys(SEARCH_ATTRIBUTES).length);
    expect(await names()).to.include.members(Object.keys(SEARCH_ATTRIBUTES));
    expect(await ensure(connection)).to.equal(undefined);
  });
});
