import { expect } from 'chai';
import { idIn } from './run-id.ts';

const id = '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d';

describe('an id that somebody quotes', () => {
  it('is found bare, in a workflow id and in an address', () => {
    expect(idIn(` ${id.toUpperCase()} `)).to.deep.equal({ kind: undefined, id });
    expect(idIn(`booking/${id}`)).to.deep.equal({ kind: 'booking', id });
    expect(idIn(`https://proxie.example/requests/${id}/offers`)).to.deep.equal({ kind: 'request', id });
    expect(idIn('4711')).to.equal(undefined);
    expect(idIn('')).to.equal(undefined);
  });
});
