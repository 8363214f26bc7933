import { expect } from 'chai';
import { cutToBytes } from './outbox.ts';

describe('the summary of a run', () => {
  it('has no more bytes than Temporal takes, and whole characters', () => {
    expect(cutToBytes('haircut in Berlin', 200)).to.equal('haircut in Berlin');
    expect(cutToBytes('😀'.repeat(120), 200)).to.equal('😀'.repeat(50));
    expect(cutToBytes('é'.repeat(3), 5)).to.equal('éé');
  });
});
