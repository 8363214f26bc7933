import { expect } from 'chai';
import { createPasswordDesk } from './password-desk.ts';
import { QueueFull } from './work-queue.ts';

describe('createPasswordDesk', () => {
  /** A desk whose work ends when it is told to. */
  function useDesk(atOnce: number, waiting: number) {
    const ends: (() => void)[] = [];
    const seen = { most: 0, done: [] as string[] };
    let running = 0;
    async function piece(password: string): Promise<void> {
      seen.most = Math.max(seen.most, (running += 1));
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
      seen.done.push(password);
    }
    const desk = createPasswordDesk({
      atOnce,
      waiting,
      work: {
        hash: async (password) => (await piece(password), `hash of ${password}`),
        verify: async (_hash, password) => (await piece(password), true),
      },
    });
    return { desk, ends, seen };
  }

  it('works on few passwords at a time, in the order of their arrival, and turns away at once what is too much', async () => {
    const { desk, ends, seen } = useDesk(2, 3);
    const outcomes = Array.from({ length: 8 }, (_, index) =>
      (index % 2 === 0 ? desk.hash(`${index}`) : desk.verify('a hash', `${index}`)).catch((error: unknown) => error),
    );
    const refused = await Promise.all(outcomes.slice(5)); // nothing has ended yet
    for (const each of refused) expect(each).to.be.instanceOf(QueueFull);
    while (seen.done.length < 5) {
      ends.shift()?.();
      await new Promise(setImmediate);
    }
    expect(await Promise.all(outcomes.slice(0, 5))).to.deep.equal(['hash of 0', true, 'hash of 2', true, 'hash of 4']);
    expect(seen).to.deep.equal({ most: 2, done: ['0', '1', '2', '3', '4'] });
  });
  it('has room again when work has ended, well or not', async () => {
    let isBroken = true;
    const work = {
      hash: async () => {
        if (isBroken) throw new Error('broken');
        return 'a hash';
      },
      verify: async () => true,
    };
    const desk = createPasswordDesk({ atOnce: 1, waiting: 1, work });
    const failed = await Promise.allSettled([desk.hash('a'), desk.hash('b')]);
    expect(failed.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    isBroken = false;
    expect(await Promise.all([desk.hash('a'), desk.verify('a hash', 'a')])).to.deep.equal(['a hash', true]);
  });
});
