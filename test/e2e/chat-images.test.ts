import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { expect } from 'chai';
import type { LlmQuestion } from '#activities/llm/types.ts';
import { RequestMedia } from '#db/entities/request-media.entity.ts';
import { ServiceRequest } from '#db/entities/service-request.entity.ts';
import { useApi } from '#test/support/api.ts';
import { HAIRCUT } from '#test/support/client-life.ts';
import { insertRequest } from '#test/support/factories.ts';
import { uploadAs } from '#test/support/images.ts';
import { useLives } from '#test/support/lives.ts';
import { peopleOf, type SignedIn } from '#test/support/people.ts';
import { createScriptedGateway, offlineGateway, resultsIn, type Said } from '#test/support/scripted-gateway.ts';
import { answerOf, draftIn, talkOf } from '#test/support/talk.ts';
import { conversationWorkflowId } from '#workflows/chat/messages.ts';
import { requestWorkflowId } from '#workflows/request/messages.ts';

const model = createScriptedGateway();
const offline = offlineGateway();
const PREPARE: Said = [
  { name: 'create_service_request', input: { serviceType: 'haircut', location: { city: 'New York' } } },
];

describe('images in conversations', () => {
  const lives = useLives({}, model);
  const fixture = useApi({ orm: () => lives.orm, commands: () => lives.commands });
  const people = peopleOf(fixture);
  const em = () => lives.orm.em.fork();
  const upload = (as: SignedIn, count: number) =>
    Promise.all(Array.from({ length: count }, () => uploadAs(fixture.api, as)));
  const mediaOf = async (request: string) =>
    (await em().find(RequestMedia, { request }, { orderBy: { position: 1 } })).map(({ media }) => media.id);

  /** What stands in the payloads of a run. */
  async function historyOf(workflowId: string): Promise<string> {
    const history = historyToJSON(await lives.handle(workflowId).fetchHistory());
    const payloads = history.matchAll(/"data":\s*"([\w+/=]+)"/g);
    return [...payloads].map(([, data = '']) => Buffer.from(data, 'base64').toString()).join('\n');
  }

  /** Has the model prepare a request, once in each turn. */
  const prepares = (calls: Said = PREPARE) =>
    model.answer(({ request }) => (request.messages.at(-1)?.role === 'tool' ? 'prepared' : calls));
  const talkWith = (as: SignedIn) => {
    const talk = talkOf(() => fixture.api, as);
    const say = async (media: readonly string[]) => talk.finished(await talk.post({ message: 'like this', media }));
    return { ...talk, say };
  };

  it('become part of the request that is prepared from them, and of no history', async () => {
    const as = await people.consumer();
    const [first = '', second = '', third = ''] = await upload(as, 3);
    prepares();
    const talk = talkWith(as);
    const draft = draftIn(await talk.say([second, first]), 'create_service_request');
    expect(draft.body.media).to.deep.equal([second, first]);
    expect(draftIn(await talk.say([]), 'create_service_request').body.media).to.deep.equal([second, first]);
    const more = draftIn(await talk.say([third, first]), 'create_service_request');
    expect(more.body.media).to.deep.equal([second, first, third]);
    expect(await em().count(ServiceRequest, { consumer: as.accountId })).to.equal(0);

    expect(answerOf(await talk.decide('approve', more))).to.match(/^Done: your request for .* with 3 images is in/);
    const [request] = await em().findAll(ServiceRequest, { where: { consumer: as.accountId } });
    expect(await mediaOf(request!.id)).to.deep.equal([second, first, third]);
    const history = await historyOf(conversationWorkflowId(talk.id()!));
    expect(history).to.include(talk.id()!);
    for (const id of [first, second, third]) expect(history).not.to.include(id);
    await lives.replays(conversationWorkflowId(talk.id()!));
  });

  it('are told of to the model by their number and ids, now and later, and never by their content', async () => {
    const as = await people.consumer();
    const [first = '', second = ''] = await upload(as, 2);
    const heard: LlmQuestion[] = [];
    model.answer(({ request }) => {
      heard.push(request);
      return 'thank you';
    });
    const talk = talkWith(as);
    await talk.say([first, second]);
    await talk.say([]);
    const [now, later] = heard.map(({ messages }) => messages);
    const note = `[The person adds 2 images, which you cannot see: ${first}, ${second}]`;
    expect(now).to.deep.equal([
      { role: 'user', text: note },
      { role: 'user', text: 'like this' },
    ]);
    expect(later).to.deep.equal([
      ...now!,
      { role: 'assistant', text: 'thank you', toolCalls: [] },
      { role: 'user', text: 'like this' },
    ]);
  });

  it('do not come in between for whoever goes by rules', async () => {
    const as = await people.consumer();
    await people.provider(); // so that there is a place to name
    const media = await upload(as, 1);
    model.answer(async ({ request, call }) => {
      const { text, toolCalls } = await offline.complete(request, call);
      return toolCalls.length > 0 ? toolCalls : text;
    });
    const talk = talkOf(() => fixture.api, as);
    const message = 'I need a haircut in New York for $60-80';
    const draft = draftIn(await talk.finished(await talk.post({ message, media })), 'create_service_request');
    expect(draft.body).to.deep.include({ serviceType: 'haircut', rawInput: message, media });
    expect(draft.body.budget).to.deep.include({ min: 6_000, max: 8_000 });
  });

  it('are at most five, the newest of them; starting anew leaves only those of the message', async () => {
    const as = await people.consumer();
    const media = await upload(as, 6);
    prepares();
    const talk = talkWith(as);
    await talk.say(media.slice(0, 4));
    const full = draftIn(await talk.say(media.slice(4)), 'create_service_request');
    expect(full.body.media).to.deep.equal(media.slice(1));
    prepares([{ name: 'create_service_request', input: { anew: true, serviceType: 'haircut' } }]);
    const anew = draftIn(await talk.say(media.slice(0, 1)), 'create_service_request');
    expect(anew.body.media).to.deep.equal(media.slice(0, 1));
  });

  it('cannot be named by a model, and are told of leads by their number only', async () => {
    const [as, owner, provider] = [await people.consumer(), await people.consumer(), await people.provider()];
    const [theirs = ''] = await upload(owner, 1);
    const { body } = await fixture.api.post('/v1/requests', { as: owner, body: { ...HAIRCUT, media: [theirs] } });
    await people.tell(body.id, provider);
    let shown: unknown[] = [];
    const uses = (calls: Said) =>
      model.answer(({ request }) => {
        shown = resultsIn(request);
        return request.messages.some(({ role }) => role === 'tool') ? 'done' : calls;
      });
    uses([
      { name: 'create_service_request', input: { serviceType: 'haircut', media: [theirs] } },
      { name: 'update_request_details', input: { requestId: body.id, media: [theirs] } },
    ]);
    const task = await talkOf(() => fixture.api, as).say('do it');
    expect(shown.map((each) => (each as { code: string }).code)).to.deep.equal([
      'validation_failed',
      'validation_failed',
    ]);
    expect(task.drafts).to.deep.equal([]);

    uses([
      { name: 'get_matching_requests', input: {} },
      { name: 'get_lead_details', input: { requestId: body.id } },
      { name: 'suggest_offer', input: { requestId: body.id } },
    ]);
    await talkOf(() => fixture.api, provider, 'provider').say('show me');
    expect(shown).to.have.length(3);
    expect(JSON.stringify(shown)).not.to.include(theirs);
    for (const each of shown) expect(JSON.stringify(each)).to.include('"images":1');
  });

  it('are refused on approval when they have gone meanwhile, and the draft stays', async () => {
    const as = await people.consumer();
    const [media = ''] = await upload(as, 1);
    prepares();
    const talk = talkWith(as);
    const draft = draftIn(await talk.say([]), 'create_service_request');
    const edited = draftIn(await talk.edit(draft, { media: [media] }), 'create_service_request');
    expect(edited.body.media).to.deep.equal([media]);
    expect((await fixture.api.delete(`/v1/media/${media}`, { as })).status).to.equal(204);
    const refused = await talk.decide('approve', edited);
    expect(answerOf(refused)).to.match(/refused.*\/media\/0 is no image of yours/);
    expect(draftIn(refused, 'create_service_request').revision).to.equal(edited.revision);
    expect(await em().count(ServiceRequest, { consumer: as.accountId })).to.equal(0);
  });

  it('are added to a request that was made before, by an edit that its run carries out', async () => {
    const as = await people.consumer();
    const media = await upload(as, 3);
    const body = { ...HAIRCUT, media: media.slice(0, 1) };
    const { id } = (await fixture.api.post('/v1/requests', { as, body })).body;
    prepares([{ name: 'update_request_details', input: { requestId: id } }]);
    const talk = talkWith(as);
    const draft = draftIn(await talk.say(media.slice(1, 2)), 'update_request_details');
    expect(draft.body).to.deep.equal({ media: media.slice(0, 2) });
    expect(answerOf(await talk.decide('approve', draft))).to.match(/^Done/);
    expect(await mediaOf(id)).to.deep.equal(media.slice(0, 2));

    const edit = (given: object) => fixture.api.patch(`/v1/requests/${id}`, { as, body: given });
    expect((await edit({ media: media.toReversed() })).body.media).to.deep.equal(media.toReversed());
    expect((await edit({ budget: null })).body.media).to.deep.equal(media.toReversed());
    expect((await edit({ media: [] })).body.media).to.deep.equal([]);
    const history = await historyOf(requestWorkflowId(id));
    expect(history).to.include(as.accountId);
    for (const each of media) expect(history).not.to.include(each);
    await lives.replays(requestWorkflowId(id));
    expect(await mediaOf((await insertRequest(em(), { consumer: as.accountId })).id)).to.deep.equal([]);
  });
});
