import fs from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { Worker, type ReplayWorkerOptions } from '@temporalio/worker';
import { silentLogger } from '#platform/logger.ts';
import { dataConverterOf } from '#platform/temporal/data-converter.ts';
import { BUNDLES_DIR, HISTORIES_DIR } from '#test/support/lives.ts';
import { workflowBundle } from '#worker/bundle.ts';

describe('workflows/histories', () => {
  it('holds a history of every kind of life', async () => {
    const names = (await fs.readdir(HISTORIES_DIR)).toSorted();
    for (const kind of [
      'request-booked',
      'request-nobody-offers',
      'request-offers-expire',
      'request-rivals-at-once',
      'request-accept-against-expiry',
      'request-edited-cancelled',
      'request-closed-with-its-booking',
      'request-unreported-offer',
      'request-unreported-booking',
      'request-unreported-loss',
      'booking-completed',
      'booking-unattended',
      'booking-cancelled-by-consumer',
      'booking-cancelled-by-provider',
      'booking-reviewed-by-both',
      'booking-reviewed-by-one',
      'booking-reviewed-by-nobody',
      'booking-reviewed-late',
      'registration-confirmed',
      'registration-expired',
      'registration-mailed-late',
      'registration-never-mailed',
      'registration-undeliverable',
      'registration-confirmed-while-mailing',
      'registration-confirmed-after-its-end',
      'chat-answered',
      'chat-many-turns',
      'chat-cancelled',
      'chat-failed',
      'chat-too-many-calls',
      'chat-too-many-steps',
      'request-edited-while-matching',
      'request-booked-while-matching',
      'request-refused-after-nobody',
      'request-continued',
      'request-provider-suspended',
      'request-consumer-suspended',
      'booking-continued',
      'booking-reviewed-after-continuing',
      'enrollment-continued',
      'chat-continued',
    ]) {
      expect(names).to.include(`${kind}.json`);
    }
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
  expect(names.length).to.be.greaterThan(5);
}
