import { expect } from 'chai';
import { fakeStorage } from '#test/support/browser-storage.ts';
import { createCommandKeys } from './keys.ts';
import { OfflineError, ProblemError } from './problem-error.ts';

const refusal = (status: number, code: string): ProblemError =>
  new ProblemError({ status, code: code as ProblemError['code'] & 'conflict', detail: '' });

describe('the keys of commands', () => {
  it('outlive a reload of the page until the API has decided', async () => {
    const storage = fakeStorage();
    const key = createCommandKeys(storage).keyOf('accept 1');
    const reloaded = createCommandKeys(storage);
    expect(reloaded.keyOf('accept 1')).to.equal(key);
    expect(reloaded.keyOf('accept 2')).not.to.equal(key);
    await reloaded.send('accept 1', (sent) => Promise.resolve(expect(sent).to.equal(key)));
    expect(createCommandKeys(storage).keyOf('accept 1')).not.to.equal(key);
  });
  it('stay while it is unknown what came of the call, and go with a refusal', async () => {
    const keys = createCommandKeys(fakeStorage());
    const key = keys.keyOf('x');
    const unknown = [
      new OfflineError(),
      new DOMException('', 'AbortError'),
      refusal(503, 'unavailable'),
      refusal(500, 'internal'),
      refusal(409, 'idempotency_in_flight'),
      refusal(429, 'rate_limited'),
      refusal(401, 'unauthenticated'),
    ];
    for (const error of unknown) {
      await keys.send('x', () => Promise.reject(error)).catch(() => undefined);
      expect(keys.keyOf('x'), String(error)).to.equal(key);
    }
    for (const [status, code] of [
      [409, 'slot_taken'],
      [400, 'validation_failed'],
      [422, 'idempotency_key_reused'],
    ] as const) {
      const before = keys.keyOf('x');
      await keys.send('x', () => Promise.reject(refusal(status, code))).catch(() => undefined);
      expect(keys.keyOf('x'), code).not.to.equal(before);
    }
  });
  it('are forgotten with a sign-out, those of an earlier page, too', () => {
    const storage = fakeStorage();
    const key = createCommandKeys(storage).keyOf('x');
    createCommandKeys(storage).clear();
    expect(createCommandKeys(storage).keyOf('x')).not.to.equal(key);
  });
  it('last as long as the page where nothing can be stored', () => {
    const keys = createCommandKeys(undefined);
    expect(keys.keyOf('x')).to.equal(keys.keyOf('x'));
  });
});
