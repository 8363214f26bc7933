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

  it('says when the approval met a newer revision, with the one that was seen', () => {
    const seen = draft(1);
    expect(standingOf(draft(1), decided('approve'), task([draft(2)]))).to.deep.equal({ is: 'stale', seen });
    expect(standingOf(draft(2), decided('cancel'), task([draft(2)]))).to.deep.equal({ is: 'stale', seen });
  });

  it('tells a refusal from an edit that was taken', () => {
    expect(standingOf(draft(1), decided('approve'), task([draft(1)]))).to.deep.equal({ is: 'refused' });
    expect(standingOf(draft(1), decided('edit'), task([draft(1)]))).to.deep.equal({ is: 'refused' });
    expect(standingOf(draft(1), decided('edit'), task([draft(2)]))).to.deep.equal({ is: 'open' });
  });

  it('waits again when it was changed after a refusal', () => {
    expect(standingOf(draft(2), decided('approve'), task([draft(1)]))).to.deep.equal({ is: 'open' });
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
