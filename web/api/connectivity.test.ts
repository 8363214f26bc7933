import { expect } from 'chai';
import { until } from '#test/support/until.ts';
import { createConnectivity } from './connectivity.ts';

describe('whether the API can be reached', () => {
  it('is looked at when there is doubt, ever less often, and at once when the browser has a network', async () => {
    const events = new EventTarget();
    const pauses: number[] = [];
    const states: string[] = [];
    let [isThere, probes] = [false, 0];
    let wake = (): void => undefined;
    const reach = createConnectivity({
      events,
      now: () => 42,
      probe: () => Promise.resolve(((probes += 1), isThere)),
      wait: (ms, signal) =>
        new Promise((resolve, reject) => {
          pauses.push(ms);
          wake = resolve;
          signal?.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    });
    reach.subscribe(() => states.push(reach.get().state));
    reach.doubt();
    reach.doubt();
    for (const count of [1, 2, 3, 4, 5, 6]) {
      await until('the next look', () => pauses.length === count);
      wake();
    }
    await until('the next look', () => pauses.length === 7);
    expect(pauses).to.deep.equal([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
    expect(reach.get()).to.deep.equal({ state: 'offline', sinceMs: 42 });
    isThere = true;
    events.dispatchEvent(new Event('online'));
    await reach.whenOnline();
    expect(states).to.deep.equal(['reconnecting', 'offline', 'reconnecting', 'online']);
    expect(probes).to.equal(8);
    reach.stop();
  });
  it('is not in doubt for long when only the live connection was lost', async () => {
    const reach = createConnectivity({ probe: () => Promise.resolve(true) });
    reach.doubt();
    expect(reach.get().state).to.equal('reconnecting');
    await reach.whenOnline();
    reach.stop();
  });
  it('is known again by any answer', async () => {
    const reach = createConnectivity({ probe: () => Promise.resolve(false) });
    reach.doubt();
    await until('it to be offline', () => reach.get().state === 'offline');
    reach.reached();
    expect(reach.get()).to.deep.equal({ state: 'online' });
    reach.stop();
  });
});
