import { expect } from 'chai';
import type { ProblemDocument } from '#contracts/problem.ts';
import { openWindows } from '#domain/lifecycles/booking-windows.ts';
import { BOOKING_LIFECYCLE } from '#domain/lifecycles/booking.ts';
import { ENROLLMENT_LIFECYCLE, isEditableEnrollment, type EnrollmentStatus } from '#domain/lifecycles/enrollment.ts';
import { HOUR_MS } from '#domain/local-date.ts';
import { OFFER_LIFECYCLE } from '#domain/lifecycles/offer.ts';
import { isOpenRequest, REQUEST_LIFECYCLE, type RequestStatus } from '#domain/lifecycles/request.ts';
import { allowedCommands, decide, PARTIES, type Lifecycle, type Party } from '#domain/lifecycles/transitions.ts';
import { useApi } from '#test/support/api.ts';
import { insertBooking, insertEnrollment, insertOffer, insertRequest, testSlot } from '#test/support/factories.ts';
import type { TestAnswer } from '#test/support/http.ts';
import { peopleOf, type SignedIn, type SignedInProvider } from '#test/support/people.ts';
import { fingerprintOf } from './authorization/fingerprint.ts';

type Table = Lifecycle<string, string, string>;

/** How a command is given over HTTP. */
interface Door {
  readonly command: string;
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly body: unknown;
  /** The code of a refusal by a guard, where it is another one than the subject's. */
  readonly guardCode?: string;
  /** What comes of it where the table allows it, unless a workflow has to be asked. */
  readonly done?: number;
}

/** A row in a status, its table, what is true of it besides, and how it is read and moved. */
interface Subject {
  readonly table: Table;
  readonly status: string;
  readonly facts: Readonly<Record<string, boolean>>;
  /** Who stands on the consumer's side, where that is somebody of its own. */
  readonly consumer?: SignedIn;
  /** And on the provider's. */
  readonly provider?: SignedIn;
  /** Where its `allowedActions` stand. */
  readonly self: string;
  readonly doors: readonly Door[];
  /** The code of a refusal by the table. */
  readonly code: string;
  readonly actions: readonly string[];
}

const REASON = { reason: 'My plans have changed.' };
const SLOT = testSlot();
const OVER = new Date(Date.now() - 60_000);
const LONG_OVER = new Date(Date.now() - 15 * 24 * 3_600_000);

describe('illegal moves', () => {
  const fixture = useApi({ settings: { PROXIE_COMMAND_DEADLINE: '400ms', PROXIE_TEMPORAL_DOWN_DEADLINE: '300ms' } });
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();
  let by: Record<Party, SignedIn>;
  let provider: SignedInProvider;
  let subjects: Subject[];

  before(async () => {
    provider = await people.provider();
    by = { consumer: await people.consumer(), provider, admin: await people.admin() };
    subjects = [];
    for (const status of REQUEST_LIFECYCLE.statuses) {
      for (const openOffers of [0, 1]) subjects.push(await requestIn(status, openOffers));
    }
    for (const status of OFFER_LIFECYCLE.statuses) {
      for (const isExpired of [false, true]) subjects.push(await offerIn(status, isExpired, 'offers_received'));
      for (const closed of ['booked', 'expired', 'cancelled'] as const) {
        subjects.push(await offerIn(status, false, closed));
      }
    }
    for (const status of ENROLLMENT_LIFECYCLE.statuses) {
      for (const isComplete of [false, true]) subjects.push(await enrollmentIn(status, isComplete));
    }
    for (const status of BOOKING_LIFECYCLE.statuses) {
      for (const startsInHours of [48, 0.5, -12]) subjects.push(await bookingIn(status, { startsInHours }));
    }
    subjects.push(await bookingIn('completed', { at: LONG_OVER }));
  });

  async function requestIn(status: RequestStatus, openOffers: number): Promise<Subject> {
    const { id } = await insertRequest(em(), { consumer: by.consumer.accountId, status });
    await people.tell(id, provider);
    if (openOffers > 0) await insertOffer(em(), { request: id }); // of somebody else
    const price = { amount: 5_000, currency: 'USD' };
    const offer = { serviceId: provider.serviceId, availableSlots: [SLOT], price };
    const self = `/v1/requests/${id}`;
    return {
      table: REQUEST_LIFECYCLE as unknown as Table,
      status,
      facts: { no_open_offer: openOffers === 0, offer_open: openOffers > 0 },
      self,
      doors: [
        { command: 'edit', method: 'PATCH', path: self, body: { budget: null } },
        { command: 'cancel', method: 'POST', path: `${self}/cancel`, body: REASON },
        { command: 'receive_offer', method: 'POST', path: `${self}/offers`, body: offer },
      ],
      code: isOpenRequest(status) ? 'invalid_transition' : 'request_closed',
      actions: ['edit', 'cancel'],
    };
  }

  async function offerIn(status: (typeof OFFER_LIFECYCLE.statuses)[number], isExpired: boolean, of: RequestStatus) {
    const request = (await insertRequest(em(), { consumer: by.consumer.accountId, status: of })).id;
    const expires = isExpired && { expiresAt: OVER };
    const { id } = await insertOffer(em(), { request, provider: provider.id, status, slots: [SLOT], ...expires });
    const self = `/v1/offers/${id}`;
    const isOpen = isOpenRequest(of);
    return {
      table: OFFER_LIFECYCLE as unknown as Table,
      // an offer of a request that is over cannot be moved, whatever its own row says
      status: isOpen ? status : 'over',
      facts: { not_expired: !isExpired },
      self,
      doors: [
        { command: 'accept', method: 'POST', path: `${self}/accept`, body: { revision: 1, slot: SLOT } },
        { command: 'decline', method: 'POST', path: `${self}/decline`, body: REASON },
        { command: 'withdraw', method: 'POST', path: `${self}/withdraw`, body: REASON },
      ],
      code: isOpen ? 'offer_closed' : 'request_closed',
      actions: ['accept', 'decline', 'withdraw'],
    } as const;
  }

  /** Far ahead, about to begin, or begun; each with a provider of its own, who does one thing at a time. */
  async function bookingIn(
    status: (typeof BOOKING_LIFECYCLE.statuses)[number],
    { at = OVER, startsInHours = 48 }: { at?: Date; startsInHours?: number } = {},
  ): Promise<Subject> {
    const doer = await people.provider();
    const parties = { consumer: by.consumer.accountId, provider: doer.id };
    const startMs = Date.now() + startsInHours * HOUR_MS;
    const ended = status === 'cancelled' && ({ cancelledAt: OVER, cancelledBy: 'consumer' } as const);
    const { id } = await insertBooking(em(), {
      ...parties,
      status,
      ...ended,
      ...(status === 'completed' && { completedAt: at }),
      scheduledStart: new Date(startMs),
      scheduledEnd: new Date(startMs + HOUR_MS),
      policy: { freeUntilHours: 24, feeUntilHours: 0, feePercent: 50 }, // never blocked: that is another rule
    });
    const self = `/v1/bookings/${id}`;
    const review = { bookingId: id, rating: 5, comment: 'Great cut.' };
    return {
      table: BOOKING_LIFECYCLE as unknown as Table,
      status,
      facts: {
        ...openWindows({ startMs, checkInLeadMs: fixture.config.timers.checkInLeadMs }, Date.now()),
        review_open: status === 'completed' && at === OVER,
      },
      provider: doer,
      self,
      doors: [
        { command: 'check_in', method: 'POST', path: `${self}/check-in`, body: undefined, guardCode: 'outside_window' },
        { command: 'complete', method: 'POST', path: `${self}/complete`, body: {}, guardCode: 'outside_window' },
        { command: 'cancel', method: 'POST', path: `${self}/cancel`, body: REASON, guardCode: 'outside_window' },
        { command: 'review', method: 'POST', path: '/v1/reviews', body: review, guardCode: 'review_closed' },
      ],
      code: 'invalid_transition',
      actions: ['check_in', 'complete', 'cancel', 'review'],
    };
  }

  /** Each of a consumer of its own: an account has one at a time. */
  async function enrollmentIn(status: EnrollmentStatus, isComplete: boolean): Promise<Subject> {
    const consumer = await people.consumer();
    const lacking = !isComplete && { fullName: null };
    const { id } = await insertEnrollment(em(), { account: consumer.accountId, status, ...lacking });
    const self = `/v1/enrollments/${id}`;
    const revision = isEditableEnrollment(status) ? 2 : 1; // where editing is allowed, it comes first
    return {
      table: ENROLLMENT_LIFECYCLE as unknown as Table,
      status,
      facts: { complete: isComplete },
      self,
      consumer,
      doors: [
        { command: 'edit', method: 'PATCH', path: self, body: { revision: 1, bio: 'x' }, done: 200 },
        {
          command: 'submit',
          method: 'POST',
          path: `${self}/submit`,
          body: { revision },
          guardCode: 'enrollment_incomplete',
        },
        { command: 'approve', method: 'POST', path: `${self}/approve`, body: REASON },
        { command: 'reject', method: 'POST', path: `${self}/reject`, body: REASON },
      ],
      code: 'invalid_transition',
      actions: ['edit', 'submit', 'approve', 'reject'],
    };
  }

  interface Pair {
    readonly subject: Subject;
    readonly door: Door;
    readonly party: Party;
    readonly verdict: 'legal' | 'illegal' | 'no such command';
  }

  /** Every status with every command that has a door, by every party. */
  function pairs(): Pair[] {
    return subjects.flatMap((subject) =>
      subject.doors.flatMap((door) =>
        PARTIES.map((party) => ({ subject, door, party, verdict: verdictOf(subject, door, party) })),
      ),
    );
  }
  const actorOf = ({ subject, party }: Pair): SignedIn => (party === 'admin' ? undefined : subject[party]) ?? by[party];
  const give = (pair: Pair) =>
    fixture.api.send<ProblemDocument>(pair.door.method, pair.door.path, { as: actorOf(pair), body: pair.door.body });
  const named = ({ subject, door, party }: Pair): string =>
    `${subject.table.name} ${subject.status} ${JSON.stringify(subject.facts)}: ${door.command} by the ${party}`;

  it('are looked for behind every command that a party of a table may ever give', () => {
    for (const table of new Set(subjects.map((subject) => subject.table))) {
      const doors = new Set(subjects.filter((each) => each.table === table).flatMap((each) => each.doors));
      const commands = new Set([...doors].map(({ command }) => command));
      const moves = table.transitions.filter((move) => move.by.some((side) => side !== 'system'));
      // accepting moves the offer and its request at once, through the door of the offer
      const given = moves.map((move) => move.command).filter((command) => command !== 'accept_offer');
      expect([...commands].toSorted(), table.name).to.deep.equal([...new Set(given)].toSorted());
    }
  });

  it('are refused in every status, to every party, with what is allowed instead, and change nothing', async () => {
    const illegal = pairs().filter(({ verdict }) => verdict !== 'legal');
    expect(illegal.length).to.be.greaterThan(300);
    const before = await fingerprintOf(fixture.orm);
    for (const pair of illegal) {
      const answer = await give(pair);
      if (pair.verdict === 'no such command') {
        const isNoDoor = answer.body.code === 'forbidden' || answer.body.code === 'not_yours';
        expect(isNoDoor && answer.status, `${named(pair)}: ${JSON.stringify(answer.body)}`).to.equal(403);
      } else {
        await expectConflict(pair, answer);
      }
    }
    expect(await fingerprintOf(fixture.orm)).to.deep.equal(before);
  });

  async function expectConflict(pair: Pair, answer: TestAnswer<ProblemDocument>): Promise<void> {
    const { subject, door, party } = pair;
    const { table, status, facts } = subject;
    const decision = decide(table, status, door.command, party, facts);
    const isGuarded = !decision.allowed && decision.refusal.kind === 'guard';
    const code = (isGuarded && door.guardCode) || subject.code;
    expect(answer.body, named(pair)).to.include({ status: 409, code });
    expect(answer).to.be.problem(409, code as ProblemDocument['code']);
    const { allowedActions } = answer.body.info as { allowedActions: string[] };
    expect(allowedActions, named(pair)).not.to.include(door.command);
    if (!subject.actions.includes(door.command)) return; // an offer is not an action on the request
    const { body } = await fixture.api.get<{ allowedActions: string[] }>(subject.self, { as: actorOf(pair) });
    expect(allowedActions, named(pair)).to.deep.equal(body.allowedActions);
    const inTable = allowedCommands(subject.table, subject.status, party, subject.facts);
    expect(allowedActions, named(pair)).to.deep.equal(inTable.filter((each) => subject.actions.includes(each)));
  }

  it('are no others: whatever the table allows is let through to the workflow', async () => {
    const legal = pairs().filter(({ verdict }) => verdict === 'legal');
    expect(legal.length).to.be.greaterThan(20);
    for (const pair of legal) {
      const answer = await give(pair);
      const { done = 503 } = pair.door; // there is no Temporal here
      expect(answer.status, `${named(pair)}: ${JSON.stringify(answer.body)}`).to.equal(done);
      if (done === 503) expect(answer.body).to.include({ code: 'unavailable' });
    }
  });
});

/** What the table says; a party to whom it never gives a command has no such command. */
function verdictOf({ table, status, facts }: Subject, { command }: Door, party: Party) {
  const hasCommand = table.transitions.some((move) => move.command === command && move.by.includes(party));
  if (!hasCommand) return 'no such command';
  return decide(table, status, command, party, facts).allowed ? 'legal' : 'illegal';
}
