import { expect } from 'chai';
import type { Schema } from '#web/api/client.ts';
import { newestOf, standingOf } from './decision.ts';
import type { Draft } from './draft.ts';

const draft = (revision: number, status: Draft['status'] = 'open') =>
  ({ id: 'd', kind: 'cancel_request', revision, status }) as Draft;
const task = (drafts: Draft[], more: Partial<Schema<'ChatTask'>> = {}) =>
  ({
    id: 't',
    status: 'succeeded',
    finishedAt: '2026-03-01T12:00:00Z',
    failure: null,
    decision: null,
    drafts,
    ...more,
  }) as Schema<'ChatTask'>;
const decided = (type: 'approve' | 'edit' | 'cancel', revision = 1) => ({ type, seen: draft(revision), taskId: 't' });

describe('a draft and what was decided about it', () => {
  it('waits while nothing is decided, and while the decision is carried out', () => {
    expect(standingOf(draft(1), undefined, undefined)).to.deep.equal({ is: 'open' });
    expect(standingOf(draft(1), decided('approve'), undefined)).to.deep.equal({ is: 'deciding', type: 'approve' });
    const running = task([], { status: 'running', finishedAt: null });
    expect(standingOf(draft(1), decided('approve'), running)).to.deep.equal({ is: 'deciding', type: 'approve' });
  });

  it('is closed as soon as either reading says so', () => {
    expect(standingOf(draft(1), decided('approve'), task([draft(1, 'approved')]))).to.deep.equal({ is: 'closed' });
    expect(standingOf(draft(1, 'cancelled'), undefined, undefined)).to.deep.equal({ is: 'closed' });
  });

  it('says when a decision met a newer revision, with the one that was seen and the changes that were not saved', () => {
    const seen = draft(1);
    const stale = task([draft(2)], { decision: 'stale' });
    expect(standingOf(draft(1), decided('approve'), stale)).to.deep.equal({ is: 'stale', seen, changes: undefined });
    expect(standingOf(draft(2), decided('cancel'), stale)).to.deep.equal({ is: 'stale', seen, changes: undefined });
    const changes = { reason: 'another day suits me better' };
    expect(standingOf(draft(2), { ...decided('edit'), changes }, stale)).to.deep.equal({ is: 'stale', seen, changes });
  });

  it('tells a refusal from an edit that was taken', () => {
    const refused = task([draft(1)], { decision: 'refused' });
    expect(standingOf(draft(1), decided('approve'), refused)).to.deep.equal({ is: 'refused' });
    expect(standingOf(draft(1), decided('edit'), refused)).to.deep.equal({ is: 'refused' });
    const done = task([draft(2)], { decision: 'done' });
    expect(standingOf(draft(1), decided('edit'), done)).to.deep.equal({ is: 'open' });
  });

  it('waits again when it was changed after a refusal', () => {
    const refused = task([draft(1)], { decision: 'refused' });
    expect(standingOf(draft(2), decided('approve'), refused)).to.deep.equal({ is: 'open' });
  });

  it('says why nobody could carry the decision out', () => {
    const failed = task([draft(1)], { status: 'failed', failure: 'unavailable' });
    expect(standingOf(draft(1), decided('approve'), failed)).to.deep.include({ is: 'failed' });
  });

  it('is shown as the newest that was read', () => {
    expect(newestOf(draft(2), task([draft(1)])).revision).to.equal(2);
    expect(newestOf(draft(1), task([draft(2)])).revision).to.equal(2);
    expect(newestOf(draft(1), task([]))).to.deep.equal(draft(1));
  });
});
