import { expect } from 'chai';
import { duesOfSuspended } from './suspension.ts';

describe('duesOfSuspended', () => {
  const offer = (offerId: string, closesAtMs?: number) => ({
    offerId,
    revision: 1,
    expiresAtMs: 9,
    ...(closesAtMs !== undefined && { closesAtMs }),
  });

  it('closes what a suspended party has open, and looks at the truth after each; others have nothing due', async () => {
    const calls: unknown[] = [];
    const facts = {
      withdrawSuspended: ({ offerId, requestId }: object & { offerId: string; requestId: string }) =>
        Promise.resolve(void calls.push(['withdraw', offerId, requestId])),
      cancelSuspended: ({ requestId }: object & { requestId: string }) =>
        Promise.resolve(void calls.push(['cancel', requestId])),
    };
    const refresh = () => Promise.resolve(void calls.push('load'));
    const closing = { requestId: 'r', facts, refresh } as Parameters<typeof duesOfSuspended>[1];

    expect(duesOfSuspended({ offers: [offer('a')] }, closing)).to.deep.equal([]);
    const dues = duesOfSuspended({ offers: [offer('a', 5), offer('b'), offer('c', 6)], closesAtMs: 7 }, closing);
    expect(dues.map(({ atMs, summary }) => [atMs, summary])).to.deep.equal([
      [5, 'offer a is withdrawn: its provider stays suspended'],
      [6, 'offer c is withdrawn: its provider stays suspended'],
      [7, 'the request is cancelled: its consumer stays suspended'],
    ]);
    for (const due of dues) await due.act();
    expect(calls).to.deep.equal([
      ['withdraw', 'a', 'r'],
      'load',
      ['withdraw', 'c', 'r'],
      'load',
      ['cancel', 'r'],
      'load',
    ]);
  });
});
