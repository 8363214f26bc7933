import { expect } from 'chai';
import { Registry } from 'prom-client';
import { registerGauges, type GaugeOf } from './gauges.ts';

describe('gauges that are read together', () => {
  const GAUGES: readonly GaugeOf<number>[] = [
    { name: 'first', help: 'The reading.', valueOf: (state) => state },
    { name: 'second', help: 'The reading, too.', valueOf: (state) => state },
  ];
  const valuesOf = async (registry: Registry): Promise<string[]> =>
    (await registry.metrics()).split('\n').filter((line) => /^(first|second) /.test(line));

  it('show the state of the very scrape, read once', async () => {
    let reads = 0;
    const registry = new Registry();
    registerGauges(registry, async () => (reads += 1), GAUGES);
    expect(await valuesOf(registry)).to.deep.equal(['first 1', 'second 1']);
    expect(await valuesOf(registry)).to.deep.equal(['first 2', 'second 2']);
  });

  it('show no number where the state cannot be read, or not in time, and a number again afterwards', async () => {
    const reads = [() => Promise.reject(new Error('down')), () => new Promise<never>(() => undefined), () => 7];
    const registry = new Registry();
    registerGauges(registry, () => reads.shift()?.() ?? 0, GAUGES);
    expect(await valuesOf(registry)).to.deep.equal(['first Nan', 'second Nan']);
    expect(await valuesOf(registry)).to.deep.equal(['first Nan', 'second Nan']);
    expect(await valuesOf(registry)).to.deep.equal(['first 7', 'second 7']);
  });
});
