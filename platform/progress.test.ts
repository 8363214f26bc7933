import { expect } from 'chai';
import { withProgress } from './progress.ts';

describe('withProgress', () => {
  it('says after two seconds what takes so long, and returns what came of it', async () => {
    const lines: string[] = [];
    const log = { info: (line: string) => void lines.push(line) };
    const told = new Promise<void>((resolve) => {
      const info = log.info;
      log.info = (line) => {
        info(line);
        resolve();
      };
    });
    const result = await withProgress(log as Parameters<typeof withProgress>[0], 'building', () => told.then(() => 42));
    expect(result).to.equal(42);
    expect(lines).to.deep.equal(['building … 2 s']);
  });

  it('keeps silent about what is quick', async () => {
    const lines: string[] = [];
    const log = { info: (line: string) => void lines.push(line) };
    await withProgress(log as Parameters<typeof withProgress>[0], 'looking', async () => undefined);
    expect(lines).to.deep.equal([]);
  });
});
