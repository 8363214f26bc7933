import { ApplicationFailure } from '@temporalio/common';
import { expect } from 'chai';
import { FAULT } from '#domain/faults.ts';
import { createAgenda, type Due } from './agenda.ts';
import { createBackoff } from './faults.ts';
import { refusal } from './refusal.ts';

const MINUTE_MS = 60_000;
const fault = () => Promise.reject(ApplicationFailure.nonRetryable('a bug', FAULT));
const outOfDate = () => Promise.reject(refusal('offer_closed', 'it has moved on'));
const due = (atMs: number, summary: string, act = () => Promise.resolve()): Due => ({ atMs, summary, act });

/** By how many whole minutes a due that is met now is put off: the clock is the machine's, so less than one is lost. */
const minutesAhead = (atMs: number): number => Math.ceil((atMs - Date.now()) / MINUTE_MS);

describe('a backoff', () => {
  it('puts off what met a fault: for a minute, then twice as long each time, up to an hour', async () => {
    const backoff = createBackoff();
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      expect(await backoff.attempt('a', fault)).to.equal(false);
      pauses.push(minutesAhead(backoff.dueAtMs('a', 0)));
    }
    expect(pauses).to.deep.equal([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(backoff.dueAtMs('b', 7), 'something else').to.equal(7);
    expect(backoff.dueAtMs('a', 8e15), 'what is due later anyway').to.equal(8e15);
  });

  it('begins anew once the work has succeeded', async () => {
    const backoff = createBackoff();
    await backoff.attempt('a', fault);
    await backoff.attempt('a', fault);
    expect(await backoff.attempt('a', () => Promise.resolve())).to.equal(true);
    expect(backoff.dueAtMs('a', 7)).to.equal(7);
    await backoff.attempt('a', fault);
    expect(minutesAhead(backoff.dueAtMs('a', 0))).to.equal(1);
  });

  it('passes on every failure that is no fault', async () => {
    const failure = await createBackoff()
      .attempt('a', outOfDate)
      .catch((thrown: unknown) => thrown);
    expect(failure).to.be.instanceOf(ApplicationFailure).with.property('type', 'offer_closed');
  });
});

describe('an agenda', () => {
  const useAgenda = () => {
    const log: string[] = [];
    const agenda = createAgenda(() => Promise.resolve(void log.push('loaded')));
    return { agenda, log };
  };

  it('does what is owed at once', async () => {
    const { agenda, log } = useAgenda();
    await agenda.owe('a', () => Promise.resolve(void log.push('done')));
    expect(log).to.deep.equal(['done']);
    expect(agenda.isOwing()).to.equal(false);
  });

  it('owes what met a fault until it is done, and puts it off', async () => {
    const { agenda, log } = useAgenda();
    let isMended = false;
    await agenda.owe('a', () => (isMended ? Promise.resolve(void log.push('done')) : fault()));
    await agenda.owe('b', fault);
    expect(agenda.isOwing()).to.equal(true);
    expect(agenda.first([due(5, 'sooner')]).summary).to.equal('sooner');
    const owed = agenda.first([due(8e15, 'much later')]);
    expect(owed.summary).to.equal('a');
    expect(minutesAhead(owed.atMs)).to.equal(1);

    isMended = true;
    await agenda.carryOut(owed);
    expect(log).to.deep.equal(['done']);
    expect(agenda.isOwing(), 'the other one').to.equal(true);
    expect(agenda.first([due(8e15, 'much later')]).summary).to.equal('b');
  });

  it('takes the first of what is due, and of two at once the one that was named first', () => {
    const { agenda } = useAgenda();
    expect(agenda.first([due(3, 'a'), due(1, 'b'), due(2, 'c')]).summary).to.equal('b');
    expect(agenda.first([due(1, 'a'), due(1, 'b')]).summary).to.equal('a');
  });

  it('loads the truth where the aggregate has moved on, and owes nothing any more', async () => {
    const { agenda, log } = useAgenda();
    await agenda.owe('a', outOfDate);
    expect(log).to.deep.equal(['loaded']);
    expect(agenda.isOwing()).to.equal(false);
    await agenda.carryOut(due(0, 'b', outOfDate));
    expect(log).to.deep.equal(['loaded', 'loaded']);
  });

  it('passes on a failure that is neither a fault nor out of date', async () => {
    const { agenda, log } = useAgenda();
    const thrown = await agenda
      .carryOut(due(0, 'a', () => Promise.reject(new TypeError('odd'))))
      .catch((error: unknown) => error);
    expect(thrown).to.be.instanceOf(TypeError);
    expect(log).to.deep.equal([]);
  });
});
