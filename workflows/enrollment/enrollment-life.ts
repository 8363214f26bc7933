import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { EnrollmentActivities } from '../../activities/enrollment/enrollment.activities.ts';
import type { EnrollmentSnapshot, Verdict } from '../../activities/enrollment/snapshot.ts';
import { ENROLLMENT_LIFECYCLE, type EnrollmentCommand, type EnrollmentStatus } from '#domain/lifecycles/enrollment.ts';
import { isFinal, type Side } from '#domain/lifecycles/transitions.ts';
import type { Due } from '../shared/agenda.ts';
import { PROVIDER_ID, STATUS } from '../shared/attributes.ts';
import type { Command } from '../shared/command.ts';
import { proxyFacts } from '../shared/facts.ts';
import { mustReload } from '../shared/out-of-date.ts';
import { refuseUnless } from '../shared/refuse.ts';
import type { SubmitEnrollment } from './messages.ts';

const facts = proxyFacts<EnrollmentActivities>();

/** One enrollment as its workflow knows it. Every change is written first and known second. */
export class EnrollmentLife {
  readonly enrollmentId: string;
  #known: EnrollmentSnapshot | undefined;

  constructor(enrollmentId: string) {
    this.enrollmentId = enrollmentId;
  }

  get status(): EnrollmentStatus {
    return this.known.status;
  }
  get isOver(): boolean {
    return isFinal(ENROLLMENT_LIFECYCLE, this.status);
  }
  /** What comes next if nobody does anything: nothing of a draft. */
  get nextDue(): Due | undefined {
    if (this.status === 'pending') {
      return { atMs: 0, summary: 'the automatic check', act: () => this.checkAutomatically() };
    }
    const { nextReminderAtMs: atMs } = this.known;
    return atMs == null ? undefined : { atMs, summary: 'operators are reminded', act: () => this.remind() };
  }
  get commandsPerRun(): number | undefined {
    return this.known.commandsPerRun;
  }
  private get known(): EnrollmentSnapshot {
    if (!this.#known) throw new Error('the enrollment is not loaded');
    return this.#known;
  }

  /** Takes over what Postgres says: at the start, and wherever a write found the enrollment elsewhere than it was thought. */
  async load(): Promise<void> {
    this.know(await facts.openEnrollment(this.enrollmentId));
  }

  /** For validators, which may run before the enrollment is loaded; whether it is complete, and the last word, has the activity. */
  check(command: EnrollmentCommand, side: Side): void {
    if (this.#known) refuseUnless(ENROLLMENT_LIFECYCLE, this.status, command, side, { complete: true });
  }

  /** The automatic check comes before the answer: what needs no licence is verified when its sender hears of it. */
  async submit(command: SubmitEnrollment): Promise<'pending'> {
    this.know(await facts.submitEnrollment({ ...command, ...this.at() }));
    await this.checkAutomatically();
    return 'pending';
  }

  async decide(command: Command, verdict: Verdict): Promise<EnrollmentStatus> {
    this.know(await facts.decideEnrollment({ ...command, ...this.at(), verdict }));
    return this.status;
  }

  /** Verifies what needs no licence and hands the rest to a person; where it is over already, it changes nothing. */
  async checkAutomatically(): Promise<void> {
    if (this.status === 'pending') this.know(await facts.checkEnrollment(this.at()));
  }

  async remind(): Promise<void> {
    this.know(await facts.remindOperators(this.at()));
  }

  /** A write refused for its state, or broken off by a fault, means that Postgres knows better: it may have been committed. */
  async afterFailure(failure: unknown): Promise<void> {
    if (mustReload(failure)) await this.load();
  }

  private at(): { enrollmentId: string; atMs: number } {
    return { enrollmentId: this.enrollmentId, atMs: Date.now() };
  }

  /** Everything known is shown to operators too. */
  private know(snapshot: EnrollmentSnapshot): void {
    const before = this.#known;
    this.#known = snapshot;
    const { status, providerId } = snapshot;
    if (before?.status !== status) upsertSearchAttributes([{ key: STATUS, value: status }]);
    if (providerId !== null && before?.providerId !== providerId) {
      upsertSearchAttributes([{ key: PROVIDER_ID, value: providerId }]);
    }
    setCurrentDetails(detailsOf(snapshot));
  }
}

function detailsOf({ status, decideByMs, reminders }: EnrollmentSnapshot): string {
  if (decideByMs === null) return `**${status}**`;
  const late = Date.now() >= decideByMs ? '**overdue** · ' : '';
  const until = new Date(decideByMs).toISOString();
  return `**${status}** · ${late}an operator decides by ${until} · ${reminders} reminder(s) sent`;
}
