import { expect } from 'chai';
import { mailboxOf, ownDomainOf } from './mailbox.ts';

describe('mailboxOf', () => {
  for (const [mailbox, spellings] of Object.entries({
    'inbox@test.example': [
      'inbox@test.example',
      'InBox@Test.Example',
      'inbox+0@test.example',
      'inbox+a+b@test.example',
    ],
    'in.box@test.example': ['in.box@test.example', 'in.box+tag@test.example'],
    'inbox@gmail.com': ['in.box@gmail.com', 'i.n.b.o.x+1@googlemail.com', 'INBOX@GMAIL.COM'],
  })) {
    it(`finds ${mailbox} behind each of its spellings`, () => {
      expect(new Set(spellings.map(mailboxOf))).to.deep.equal(new Set([mailbox]));
    });
  }

  it('keeps the mailboxes of different people apart', () => {
    expect(mailboxOf('ab@test.example')).not.to.equal(mailboxOf('a.b@test.example'));
    expect(mailboxOf('ab@one.example')).not.to.equal(mailboxOf('ab@two.example'));
  });
});

describe('ownDomainOf', () => {
  it('is the domain, unless it is that of a provider of many people', () => {
    expect(ownDomainOf('info@Small.Example')).to.equal('small.example');
    expect(ownDomainOf('a.b@googlemail.com')).to.equal(undefined);
    expect(ownDomainOf('somebody@outlook.com')).to.equal(undefined);
  });
});
