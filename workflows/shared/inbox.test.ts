import { ActivityFailure, ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { expect } from 'chai';
import { FAULT } from '#domain/faults.ts';
import { createInbox } from './inbox.ts';
import { refusal } from './refusal.ts';

const LONG_AGO = 0;
const NEVER_INTERRUPTED = (): boolean => false;
const fault = (): Promise<never> => Promise.reject(ApplicationFailure.nonRetryable('a bug', FAULT));
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (failure: unknown) => failure,
  );

describe('an inbox', () => {
  const useInbox = (onFailure: (failure: unknown) => Promise<void> = () => Promise.resolve()) => {
    const log: string[] = [];
    const inbox = createInbox(onFailure);
    const next = () => inbox.next(LONG_AGO, 'nothing', NEVER_INTERRUPTED);
    const say = (word: string) => () => Promise.resolve(void log.push(word));
    return { inbox, log, next, say };
  };

  it('carries out one command at a time, in the order in which they came, and answers its sender', async () => {
    const { inbox, log, next, say } = useInbox();
    const first = inbox.ask(async () => {
      await say('first')();
      return 1;
    });
    inbox.put(say('a result'));
    const last = inbox.ask(say('last'));
    expect(log).to.deep.equal([]);
    expect(await next()).to.equal('wish');
    expect(log).to.deep.equal(['first']);
    expect(await first).to.equal(1);
    expect([await next(), await next(), await next()]).to.deep.equal(['wish', 'wish', 'deadline']);
    expect(log).to.deep.equal(['first', 'a result', 'last']);
    await last;
  });

  it('counts commands, and not what the run puts in itself', () => {
    const { inbox, say } = useInbox();
    expect(inbox.taken()).to.equal(0);
    void inbox.ask(say('a'));
    inbox.put(say('b'));
    void inbox.ask(say('c'));
    expect(inbox.taken()).to.equal(2);
  });

  it('leaves commands waiting where the run is interrupted', async () => {
    const { inbox, log, next, say } = useInbox();
    void inbox.ask(say('done'));
    expect(await inbox.next(LONG_AGO, 'nothing', () => true)).to.equal('interruption');
    expect(log).to.deep.equal([]);
    expect(await next()).to.equal('wish');
  });

  it('answers a sender with the refusal itself, and lets the run look at the failure first', async () => {
    const seen: unknown[] = [];
    const { inbox, next } = useInbox((failure) => Promise.resolve(void seen.push(failure)));
    const cause = refusal('offer_closed', 'too late');
    const failure = new ActivityFailure('failed', 'closeOffer', 'id', 'MAXIMUM_ATTEMPTS_REACHED', 'worker', cause);
    const [asked, odd] = [new Error('odd'), new TypeError('odd')].map((error, at) =>
      failureOf(inbox.ask(() => Promise.reject(at === 0 ? failure : error))),
    );
    expect([await next(), await next()]).to.deep.equal(['wish', 'wish']);
    expect(await asked).to.equal(cause);
    expect(await odd).to.be.instanceOf(TypeError);
    expect(seen[0]).to.equal(failure);
    expect(seen).to.have.length(2);
  });

  it('goes on after a fault in looking at a failure, and ends with anything else', async () => {
    const reactions = [fault, () => Promise.reject(new TypeError('odd'))];
    const { inbox, next, say } = useInbox(() => reactions.shift()?.() ?? Promise.resolve());
    const refused = [inbox.ask(fault), inbox.ask(fault)].map(failureOf);
    void inbox.ask(say('after'));
    expect(await next()).to.equal('wish');
    expect(await failureOf(next())).to.be.instanceOf(TypeError);
    await Promise.all(refused);
    expect(await next()).to.equal('wish');
  });

  it('passes on a cancellation of the run without looking at it', async () => {
    const seen: unknown[] = [];
    const { inbox, next } = useInbox((failure) => Promise.resolve(void seen.push(failure)));
    const asked = failureOf(inbox.ask(() => Promise.reject(new CancelledFailure('away'))));
    expect(await failureOf(next())).to.be.instanceOf(CancelledFailure);
    expect(await asked).to.be.instanceOf(CancelledFailure);
    expect(seen).to.deep.equal([]);
  });
});
