import { expect } from 'chai';
import type { z } from 'zod';
import { documentRoutes } from '#api/document-routes.ts';
import { ownerRuleOf, rolesOf } from '#api/http/access.ts';
import { bodyExample } from '#api/http/examples.ts';
import type { Route } from '#api/http/route.ts';
import { Booking } from '#db/entities/booking.entity.ts';
import { ChatTurn } from '#db/entities/chat-turn.entity.ts';
import { Enrollment } from '#db/entities/enrollment.entity.ts';
import { Media } from '#db/entities/media.entity.ts';
import { Offer } from '#db/entities/offer.entity.ts';
import { Review } from '#db/entities/review.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { LIFECYCLES } from '#domain/lifecycles/index.ts';
import { useApi } from '#test/support/api.ts';
import { auditOf } from '#test/support/audit.ts';
import {
  insertAccount,
  insertBooking,
  insertEnrollment,
  insertOffer,
  insertRequest,
  insertReview,
} from '#test/support/factories.ts';
import { insertImage } from '#test/support/images.ts';
import { peopleOf } from '#test/support/people.ts';
import { insertTalk } from '#test/support/talk-rows.ts';

/** The operation by which an operator gives each command that a table allows to operators. */
const OPERATIONS: Readonly<Record<string, string>> = {
  'ServiceRequest cancel': 'cancelRequest',
  'Offer decline': 'declineOffer',
  'Booking cancel': 'cancelBooking',
  'Enrollment approve': 'approveEnrollment',
  'Enrollment reject': 'rejectEnrollment',
};

describe('an operator who steps in', () => {
  const fixture = useApi();
  const routes = documentRoutes();
  const em = () => fixture.orm.em.fork();
  const people = () => peopleOf(fixture);

  const commands = new Set(
    LIFECYCLES.flatMap(({ name, transitions }) =>
      transitions.filter(({ by }) => by.some((side) => side === 'admin')).map(({ command }) => `${name} ${command}`),
    ),
  );

  /** One row of each kind in the state in which everything can still be done to it; and how all of them stand. */
  async function useThings() {
    const { id: request } = await insertRequest(em(), { status: 'offers_received' });
    const { id: offer } = await insertOffer(em(), { request });
    const { id: booking } = await insertBooking(em());
    const { chat_task: task } = await insertTalk(em(), await insertAccount(em()));
    const { id: enrollment } = await insertEnrollment(em(), { status: 'pending_verification' });
    const { id: review } = await insertReview(em());
    const image = await insertImage(em(), await insertAccount(em()), request);
    const ids: Record<string, string> = {
      requests: request,
      offers: offer,
      bookings: booking,
      tasks: task,
      enrollments: enrollment,
      reviews: review,
      media: image,
    };
    const rows = () =>
      Promise.all([
        em().findOne(ServiceRequest, request),
        em().findOne(Offer, offer),
        em().findOne(Booking, booking),
        em().findOne(ChatTurn, task),
        em().findOne(Enrollment, enrollment),
        em().findOne(Review, review),
        em().findOne(Media, image),
        em().execute('select count(*) from command_payloads'),
      ]);
    const addressOf = ({ path }: Route) =>
      path.replace(/\/([a-z]+)\/:\w+/, (_all, type: string) => `/${type}/${ids[type] ?? 'nothing-of-this-kind'}`);
    return { rows, addressOf };
  }

  it('has an operation for every command that a table allows', () => {
    expect([...commands]).to.have.members(Object.keys(OPERATIONS));
    expect(routes.map(({ operationId }) => operationId)).to.include.members(Object.values(OPERATIONS));
  });

  for (const operationId of Object.values(OPERATIONS)) {
    const found = routes.find((each) => each.operationId === operationId) as Route;

    it(`is asked for a reason by ${operationId}, and nothing happens without`, async () => {
      const [admin, { rows, addressOf }] = [await people().admin(), await useThings()];
      const before = await rows();
      for (const body of [{}, { reason: '  ' }, { reason: 'no' }, { reason: 'x'.repeat(501) }, { reason: null }]) {
        const answer = await fixture.api.post(addressOf(found), { as: admin, body });
        expect(answer, JSON.stringify(body)).to.be.problem(400, 'validation_failed');
        expect(answer.body.errors.map(({ path }: { path: string }) => path)).to.deep.equal(['/reason']);
      }
      expect(await rows()).to.deep.equal(before);
    });

    it(`gets past that with a reason for ${operationId}, which is kept`, async () => {
      const [admin, { addressOf }] = [await people().admin(), await useThings()];
      const [entry] = await auditOf(fixture).since(async () => {
        const answer = await fixture.api.post(addressOf(found), { as: admin, body: { reason: 'asked for by phone' } });
        expect(answer).to.be.problem(503, 'unavailable'); // nobody listens where Temporal should be
      });
      expect(entry).to.include({ operationId, side: 'admin', reason: 'asked for by phone' });
    });
  }

  it('finds no other operation on what is somebody else’s that goes without', async () => {
    const [admin, { rows, addressOf }] = [await people().admin(), await useThings()];
    const before = await rows();
    const owned = routes.filter(({ method, access }) => method !== 'get' && ownerRuleOf(access) !== undefined);
    expect(owned.length).to.be.greaterThan(5);
    for (const each of owned) {
      const body = bodyExample(each) as Record<string, unknown> | undefined;
      const { reason: _reason, ...without } = body ?? {};
      const answer = await fixture.api.send(each.method.toUpperCase(), addressOf(each), {
        as: admin,
        ...(body && { body: without }),
      });
      expect(answer.status, `${each.operationId} ${JSON.stringify(answer.body)}`).to.be.oneOf([400, 403]);
      if (answer.status !== 400) continue;
      const { errors } = answer.body as { errors: { path: string }[] };
      expect(
        errors.map(({ path }) => path),
        each.operationId,
      ).to.include('/reason');
    }
    expect(await rows()).to.deep.equal(before);
  });

  it('finds no operation of operators alone that changes something and goes without', () => {
    const own = routes.filter(
      ({ method, access, safe }) => method !== 'get' && !safe && rolesOf(access)?.includes('admin'),
    );
    expect(own.length).to.be.greaterThan(3);
    for (const each of own) {
      const example = bodyExample(each) as object;
      const isTaken = (reason: unknown): boolean => (each.body as z.ZodType).safeParse({ ...example, reason }).success;
      const wrong = [undefined, null, '', 'no', '     ', 'x'.repeat(501)].filter(isTaken);
      expect(wrong, `what ${each.operationId} takes for a reason`).to.deep.equal([]);
      expect(isTaken('why') && isTaken('x'.repeat(500)), each.operationId).to.equal(true);
    }
  });

  it('needs none for what is their own', async () => {
    const admin = await people().admin();
    const { id: request } = await insertRequest(em(), { consumer: admin.accountId, status: 'offers_received' });
    const { id } = await insertOffer(em(), { request });
    const answer = await fixture.api.post(`/v1/offers/${id}/decline`, { as: admin, body: {} });
    expect(answer).to.be.problem(503, 'unavailable');
  });
});
