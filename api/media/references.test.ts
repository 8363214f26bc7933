import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { CREATE_REQUEST_EXAMPLE } from '#contracts/examples.ts';
import { ChatMessage } from '#db/entities/chat-message.entity.ts';
import { CommandPayload } from '#db/entities/command-payload.entity.ts';
import { Conversation } from '#db/entities/conversation.entity.ts';
import { RequestMedia } from '#db/entities/request-media.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { useApi } from '#test/support/api.ts';
import { insertRequest } from '#test/support/factories.ts';
import { uploadAs } from '#test/support/images.ts';
import { peopleOf, type SignedIn } from '#test/support/people.ts';
import { insertTalk } from '#test/support/talk-rows.ts';
import { foreignMedia } from './media.queries.ts';

describe('naming images', () => {
  const fixture = useApi({ settings: { PROXIE_COMMAND_DEADLINE: '400ms', PROXIE_TEMPORAL_DOWN_DEADLINE: '300ms' } });
  const people = peopleOf(fixture);
  const em = () => fixture.orm.em.fork();
  const upload = (as: SignedIn) => uploadAs(fixture.api, as);
  const create = (as: SignedIn, media: unknown, headers = {}) =>
    fixture.api.post('/v1/requests', { as, body: { ...CREATE_REQUEST_EXAMPLE, media }, headers });
  const say = (as: SignedIn, media: unknown, more = {}) =>
    fixture.api.post('/v1/chat', { as, body: { role: 'consumer', message: 'look', media, ...more } });
  const counts = async () => [
    await em().count(ServiceRequest),
    await em().count(RequestMedia),
    await em().count(Conversation),
    await em().count(ChatMessage),
    await em().count(CommandPayload),
  ];

  it('puts them into a request in their order, and every answer shows them', async () => {
    const as = await people.consumer();
    const media = [await upload(as), await upload(as), await upload(as)].toReversed();
    const { status, body } = await create(as, media);
    expect(status).to.equal(201);
    expect(body.media).to.deep.equal(media);
    expect((await fixture.api.get(`/v1/requests/${body.id}`, { as })).body.media).to.deep.equal(media);
    const page = await fixture.api.get('/v1/requests', { as });
    expect(page.body.items[0].media).to.deep.equal(media);
  });

  it('keeps those of a call that is repeated once', async () => {
    const as = await people.consumer();
    const [media, key] = [[await upload(as)], { 'idempotency-key': randomUUID() }];
    const [first, again] = [await create(as, media, key), await create(as, media, key)];
    expect(again.body).to.deep.equal(first.body);
    expect(await em().count(RequestMedia, { request: first.body.id })).to.equal(1);
  });

  it('puts them into a message, and the conversation shows them', async () => {
    const as = await people.consumer();
    const media = [await upload(as), await upload(as)].toReversed();
    const { status, body } = await say(as, media);
    expect(status).to.equal(202);
    const path = `/v1/chat/conversations/${body.conversationId}/messages`;
    const { body: page } = await fixture.api.get(path, { as });
    expect(page.items.map((each: { media: string[] }) => each.media)).to.deep.equal([media]);
  });

  it('writes no id of an image into what reaches a history', async () => {
    const as = await people.consumer();
    const media = await upload(as);
    await create(as, [media]);
    await say(as, [media]);
    const rows: { text: string }[] = await em().execute(
      `select row_to_json(o)::text as text from workflow_outbox o where o.attributes ->> 'consumerId' = ?
       union all select row_to_json(f)::text from feed_entries f where f.account_id = ?`,
      [as.accountId, as.accountId],
    );
    expect(rows).to.have.length.greaterThan(2);
    for (const { text } of rows) expect(text).not.to.include(media);
  });

  describe('of somebody else, or of nobody,', () => {
    it('is refused everywhere, with the place of each, and changes nothing', async () => {
      const [as, other] = [await people.consumer(), await people.consumer()];
      const [own, theirs, none] = [await upload(as), await upload(other), randomUUID()];
      const request = await insertRequest(em(), { consumer: as.accountId, status: 'matching' });
      const { conversation: conversationId } = await insertTalk(em(), as.accountId);
      const edit = { type: 'edit', draftId: randomUUID(), revision: 1, changes: { media: [own, theirs, none] } };
      const media = [own, theirs, none];
      const before = await counts();
      const refusals = [
        ['/media', await create(as, media)],
        ['/media', await say(as, media)],
        ['/media', await say(as, media, { conversationId })],
        ['/media', await fixture.api.patch(`/v1/requests/${request.id}`, { as, body: { media } })],
        [
          '/action/changes/media',
          await fixture.api.post('/v1/chat', { as, body: { role: 'consumer', conversationId, action: edit } }),
        ],
      ] as const;
      for (const [path, answer] of refusals) {
        expect(answer).to.be.problem(400, 'validation_failed');
        expect(answer.body.errors).to.deep.equal(
          [1, 2].map((index) => ({ in: 'body', path: `${path}/${index}`, message: 'is no image of yours' })),
        );
      }
      expect(await counts()).to.deep.equal(before);
    });

    it('is refused to operators and to those who are shown the image, too', async () => {
      const [owner, admin, provider] = [await people.consumer(), await people.admin(), await people.provider()];
      const media = await upload(owner);
      const { body } = await create(owner, [media]);
      await people.tell(body.id, provider);
      const before = await counts();
      for (const as of [admin, provider]) {
        expect((await fixture.api.get(`/v1/media/${media}`, { as })).status).to.equal(200);
        expect(await create(as, [media])).to.be.problem(400, 'validation_failed');
        expect(await say(as, [media])).to.be.problem(400, 'validation_failed');
      }
      expect(await counts()).to.deep.equal(before);
    });
  });

  it('is refused for more than five, for one twice, for what is no id, and without a message', async () => {
    const as = await people.consumer();
    const own = await Promise.all(Array.from({ length: 6 }, () => upload(as)));
    const before = await counts();
    for (const media of [own, [own[0], own[0]], [own[0], own[0]!.toUpperCase()], ['x'], own[0], null]) {
      expect(await create(as, media), String(media)).to.be.problem(400, 'validation_failed');
      expect(await say(as, media), String(media)).to.be.problem(400, 'validation_failed');
    }
    const wordless = await fixture.api.post('/v1/chat', { as, body: { role: 'consumer', media: [own[0]] } });
    expect(wordless).to.be.problem(400, 'validation_failed');
    expect(await counts()).to.deep.equal(before);
    expect((await create(as, own.slice(0, 5))).body.media).to.have.length(5);
    expect((await create(as, [own[0]!.toUpperCase()])).body.media).to.deep.equal([own[0]]);
  });

  it('is let through to the workflow for images of one’s own', async () => {
    const as = await people.consumer();
    const { id } = await insertRequest(em(), { consumer: as.accountId, status: 'matching' });
    const body = { media: [await upload(as)] };
    expect(await fixture.api.patch(`/v1/requests/${id}`, { as, body })).to.be.problem(503, 'unavailable');
  });

  it('is decided by one question: which of these are not this account’s', async () => {
    const [as, other] = [await people.consumer(), await people.consumer()];
    const [own, theirs, none] = [await upload(as), await upload(other), randomUUID()];
    expect(await foreignMedia(em(), as.accountId, [own, theirs, none])).to.deep.equal([theirs, none]);
    expect(await foreignMedia(em(), other.accountId, [theirs])).to.deep.equal([]);
    expect(await foreignMedia(em(), as.accountId, [])).to.deep.equal([]);
  });
});
