import type { Schema } from '#web/api/client.ts';

/** One thing that needs a person, and since when. */
export type Work =
  | { readonly kind: 'run'; readonly sinceMs: number; readonly run: Schema<'OverdueRun'> }
  | { readonly kind: 'enrollment'; readonly sinceMs: number; readonly enrollment: Schema<'Enrollment'> }
  | { readonly kind: 'start'; readonly sinceMs: number; readonly start: Schema<'OutboxEntry'> };

interface Waiting {
  readonly runs: readonly Schema<'OverdueRun'>[];
  readonly enrollments: readonly Schema<'Enrollment'>[];
  readonly starts: readonly Schema<'OutboxEntry'>[];
}

/** Everything that needs a person, the longest waiting first. A start that has not failed yet is only on its way. */
export function worklistOf({ runs, enrollments, starts }: Waiting): Work[] {
  const all: Work[] = [
    ...runs.map((run): Work => ({ kind: 'run', sinceMs: Date.parse(run.dueAt), run })),
    ...enrollments.map((enrollment): Work => {
      const since = enrollment.submittedAt ?? enrollment.createdAt;
      return { kind: 'enrollment', sinceMs: Date.parse(since), enrollment };
    }),
    ...starts
      .filter(({ lastError }) => lastError !== null)
      .map((start): Work => ({ kind: 'start', sinceMs: Date.parse(start.createdAt), start })),
  ];
  return all.toSorted((a, b) => a.sinceMs - b.sinceMs);
}
