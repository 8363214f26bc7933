import { expect } from 'chai';
import type { Schema } from '#web/api/client.ts';
import { worklistOf } from './worklist.ts';

const run = (dueAt: string) => ({ workflowId: 'booking/b', dueAt }) as Schema<'OverdueRun'>;
const enrollment = (submittedAt: string) => ({ id: 'e', submittedAt }) as Schema<'Enrollment'>;
const start = (createdAt: string, lastError: string | null) =>
  ({ id: 's', createdAt, lastError }) as Schema<'OutboxEntry'>;

describe('the worklist of operators', () => {
  it('has the longest waiting first, whatever it is', () => {
    const work = worklistOf({
      runs: [run('2026-03-02T09:00:00Z'), run('2026-03-02T12:00:00Z')],
      enrollments: [enrollment('2026-03-02T10:00:00Z')],
      starts: [start('2026-03-02T08:00:00Z', 'ServiceError: UNAVAILABLE')],
    });
    expect(work.map(({ kind }) => kind)).to.deep.equal(['start', 'run', 'enrollment', 'run']);
  });

  it('leaves out starts that have not failed', () => {
    expect(worklistOf({ runs: [], enrollments: [], starts: [start('2026-03-02T08:00:00Z', null)] })).to.deep.equal([]);
  });
});
