import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { stall } from '#test/support/stall.ts';
import { until } from '#test/support/until.ts';
import { afterLoopTime } from './loop-time.ts';

describe('afterLoopTime', () => {
  it('calls back once, unless it is cancelled', async () => {
    const calls: string[] = [];
    afterLoopTime(10, () => calls.push('first'));
    const cancel = afterLoopTime(10, () => calls.push('cancelled'));
    cancel();
    afterLoopTime(20, () => calls.push('second'));
    await until('the second call', () => calls.includes('second'));
    expect(calls).to.deep.equal(['first', 'second']);
  });
  it('lets what has arrived during a stall come first, where an ordinary time-out would be over', async () => {
    const order: string[] = [];
    const other = new Worker(
      `require('node:worker_threads').parentPort.on('message', function (m) { this.postMessage(m) })`,
      {
        eval: true,
      },
    );
    try {
      other.postMessage('ready');
      await new Promise((resolve) => other.once('message', resolve));
      await new Promise(setImmediate); // the loop goes on with its timers from here
      other.once('message', () => order.push('answer'));
      other.postMessage('ask');
      setTimeout(() => order.push('ordinary'), 20);
      afterLoopTime(20, () => order.push('loop'));
      stall(200);
      await until('all of them', () => order.length === 3);
      expect(order.indexOf('answer')).to.be.lessThan(order.indexOf('loop'));
      expect(order.indexOf('ordinary')).to.be.lessThan(order.indexOf('answer'));
    } finally {
      await other.terminate();
    }
  });
});
