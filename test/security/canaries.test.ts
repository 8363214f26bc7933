import { expect } from 'chai';
import { documentRoutes } from '#api/document-routes.ts';
import { enroll } from './canaries/enrolling.ts';
import { createJournal, type Journal } from './canaries/journal.ts';
import { settle, tradeAndFail } from './canaries/lives.ts';
import { createMarks } from './canaries/marks.ts';
import { administer, enter, registerInVain } from './canaries/people.ts';
import { textsIn, textsOfNotes, textsOfRuns, textsOfTables } from './canaries/places.ts';
import { findMarks, type Finding, type Text } from './canaries/search.ts';
import { listen, talk, talkInVain } from './canaries/talking.ts';
import { blunder, breakDown, provokeMistakes } from './canaries/troubles.ts';
import { createWorld, type World } from './canaries/world.ts';

/** Operations that no flow needs, and why. */
const NOTHING_TO_SAY: Readonly<Record<string, string>> = {
  getConfirmPage: 'a file',
  getConfirmScript: 'a file',
  getDevicePage: 'a file',
  getDeviceScript: 'a file',
  getCodecPage: 'a file',
  getCodecScript: 'a file',
  getWebFile: 'a file',
  getInstallation: 'it says the same to everybody, but for the address of the Temporal UI',
  listDemoAccounts: 'its passwords are public',
};

/** What people say about a move is kept with the move, for the timelines of those concerned. */
const SAID_OF_A_MOVE = /^(the|a) reason |^the notes on a completion$/;

/** Whoever accepts an offer that has changed is shown how it stands now, as they are wherever they read it. */
const SHOWN = { mark: 'the notes on a price', where: 'problem 409 of acceptOffer' };

describe('what people say and what is secret', function () {
  this.timeout(300_000);
  const marks = createMarks();
  const routes = documentRoutes().filter(({ isPage }) => !isPage); // a page of the client is the same for everybody
  const agent = marks.make('a user agent');
  const journal: Journal = createJournal(() => world.url, routes, {
    'user-agent': agent,
    'x-note': marks.make('a header'),
  });
  let world: World;
  const leaks = (texts: readonly Text[], whose = marks.all()) => {
    expect(texts.length, 'something to search').to.be.greaterThan(0);
    return onceEach(findMarks(texts, whose));
  };

  before(async () => {
    world = await createWorld(marks);
    await world.startApi();
    const stage = { world, journal, marks };
    await talkInVain(stage);
    const worker = await world.startWorker();
    const [consumer, provider] = [await settle(stage, await enter(stage)), await settle(stage)];
    await tradeAndFail(stage, consumer, provider);
    await talk(stage, consumer, provider);
    await enroll(stage);
    await listen(stage, consumer);
    await blunder(stage, consumer);
    await provokeMistakes(stage, consumer, provider);
    await registerInVain(stage);
    await breakDown(stage, worker, consumer);
    await administer(stage, consumer);
  });
  after(() => world?.close());

  it('went through every operation that there is, and through every kind of trouble', () => {
    const missing = routes.map(({ operationId }) => operationId).filter((id) => !journal.succeeded.has(id));
    expect(missing.toSorted()).to.deep.equal(Object.keys(NOTHING_TO_SAY).toSorted());
    expect([...journal.refused]).to.include.members([400, 401, 404, 405, 409, 413, 415, 422, 500, 503]);
    expect(marks.all().length).to.be.greaterThan(60);
  });

  it('never comes out in a log, at any level, of any process', () => {
    const logs = world.logs();
    expect(
      logs.some(({ text }) => text.includes('DEBUG')),
      'lines of the lowest level',
    ).to.equal(true);
    expect(leaks(logs)).to.deep.equal([]);
  });

  it('is repeated by no problem, neither in its body nor in its headers', () => {
    const found = leaks(journal.problems).map(({ mark, where }) => ({ mark, where }));
    expect(found).to.deep.equal([SHOWN]);
  });

  it('enters no history, summary, memo, search attribute or failure of a workflow', async () => {
    const texts = await textsOfRuns(world.temporal.address, world.temporal.namespace);
    for (const kind of ['request/', 'booking/', 'registration/', 'chat/', 'enrollment/']) {
      expect(
        texts.some(({ where }) => where.startsWith(`history of ${kind}`)),
        kind,
      ).to.equal(true);
    }
    expect(leaks(texts)).to.deep.equal([]);
  });

  it('is in no figure', async () => {
    const { text } = await journal.expect(200, 'GET', '/metrics');
    expect(text).to.include('proxie_http_request_duration_seconds');
    expect(leaks([{ where: 'metrics', text }])).to.deep.equal([]);
  });

  it('is in no fact, no feed and no waiting start', async () => {
    const texts = await textsOfTables(world.orm);
    for (const table of ['events', 'feed_entries', 'workflow_outbox']) {
      expect(
        texts.some(({ where }) => where === table),
        table,
      ).to.equal(true);
    }
    expect(leaks(texts)).to.deep.equal([]);
  });

  it('is noted in events only where somebody said it of a move', async () => {
    const notes = await textsOfNotes(world.orm);
    const others = marks.all().filter(({ name }) => !SAID_OF_A_MOVE.test(name));
    expect(leaks(notes, others)).to.deep.equal([]);
    const reasons = findMarks(notes, marks.all()).map(({ mark }) => mark);
    expect(reasons).to.include('the reason of a cancelled request');
  });
});

/** Of all findings of one mark in one place the first, so that a leak can be read at a glance. */
function onceEach(findings: readonly Finding[]): Finding[] {
  return [...Map.groupBy(findings, ({ mark, where }) => `${mark} ${where}`).values()].map(([first]) => first!);
}

describe('the search for marks', () => {
  const mark = { name: 'planted', secret: 'cnry0123456789abcdef' };
  const found = (text: string): string[] => findMarks([{ where: 'here', text }], [mark]).map(({ form }) => form);
  const { secret } = mark;

  it('finds a mark in whatever form programs write it', () => {
    expect(found(`ring ${secret} twice`)).to.deep.equal(['plain']);
    expect(found(JSON.stringify({ message: secret.toUpperCase() }))).to.deep.equal(['plain']);
    expect(found(new Error(`no row for ${secret}@mail.example`).stack!)).to.deep.equal(['plain']);
    expect(found(Array.from(secret, (each) => `%${each.charCodeAt(0).toString(16)}`).join(''))).to.deep.equal([
      'plain',
    ]);
    expect(found(Array.from(secret, (each) => `\\u00${each.charCodeAt(0).toString(16)}`).join(''))).to.deep.equal([
      'plain',
    ]);
    expect(found(Buffer.from(`x${secret}x`).toString('hex'))).to.deep.equal(['hex']);
    for (const before of ['', 'a', 'ab', 'abc', 'Basic user:']) {
      expect(found(`auth ${Buffer.from(`${before}${secret}tail`).toString('base64')}`), before).to.deep.equal([
        'base64',
      ]);
      expect(found(Buffer.from(`${before}${secret}`).toString('base64url')), before).to.deep.equal(['base64']);
    }
  });

  it('finds a secret whose base64 looks different in URLs', () => {
    const odd = { name: 'odd', secret: '???>>>~~~ÿÿÿ' };
    const url = Buffer.from(odd.secret).toString('base64url');
    expect(findMarks([{ where: 'here', text: url }], [odd])).to.have.length(1);
  });

  it('finds nothing in what is only alike, and says where it found what', () => {
    expect(found(secret.slice(0, -1))).to.deep.equal([]);
    expect(findMarks([{ where: 'the log', text: `a ${secret}` }], [mark])).to.deep.equal([
      { mark: 'planted', where: 'the log', form: 'plain', around: `a ${secret}` },
    ]);
  });

  it('reaches into every part of a message, bytes and names included', () => {
    const message = { events: [{ [secret]: 1, data: Buffer.from(JSON.stringify({ note: secret })) }] };
    const wheres = findMarks(textsIn(message, 'history'), [mark]).map(({ where }) => where);
    expect(wheres).to.deep.equal(['history.events.0, name', 'history.events.0.data']);
  });
});
