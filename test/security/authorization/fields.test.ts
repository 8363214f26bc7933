import { expect } from 'chai';
import { bodyExample } from '#api/http/examples.ts';
import type { Route } from '#api/http/route.ts';
import { allRoutes } from '#api/routes.ts';
import { isPerson, CALLERS, type PersonName } from './actors.ts';
import { columnsOf, marksIn, plant, readerOf, type Mark, type Marks, type Row } from './canaries.ts';
import { call, cellsOf, forEach, named, operationOf, type Cell, type Sent } from './cells.ts';
import { COLUMNS } from './columns.ts';
import { useSwitch } from './mutants.ts';
import type { Thing } from './operations.ts';
import { rowsOf } from './rows.ts';
import { TEMPORAL_UI, useWorld } from './world.ts';

type Received = Parameters<Route['handle']>[0];

interface Read {
  readonly cell: Cell;
  readonly address: string;
}

interface Seen {
  readonly mark: Mark;
  readonly person: PersonName | undefined;
  readonly read: Read;
}

const JSON_TYPE = { 'content-type': 'application/json' };

describe('the fields of every answer', () => {
  const used = useWorld();
  const served = useSwitch();
  let rows: Row[];
  let marks: Marks;

  before(async () => {
    const { fixture, world } = used;
    rows = await rowsOf(fixture, world);
    marks = await plant(fixture.orm, rows);
  });

  const ENTITY_OF: Readonly<Record<Thing, string>> = {
    request: 'ServiceRequest',
    offer: 'Offer',
    booking: 'Booking',
    review: 'Review',
    provider: 'Provider',
    account: 'Account',
    problem: 'none',
    web_file: 'none',
    conversation: 'Conversation',
    chat_task: 'ChatTurn',
    media: 'Media',
    enrollment: 'Enrollment',
  };

  /** Every read by everybody, of everything that its path can name. */
  function readsOf(route: Route): Read[] {
    const { of, query } = operationOf(route);
    const ids = of ? rows.filter(({ entity }) => entity === ENTITY_OF[of]).map(({ id }) => id) : [''];
    const cells = CALLERS.map((caller) => cellsOf(route).find((cell) => cell.caller === caller)!);
    const search = query ? `?${query(used.world)}` : '';
    return cells.flatMap((cell) =>
      ids.map((id) => ({ cell, address: `${route.path.replaceAll(/:\w+/g, id)}${search}` })),
    );
  }

  async function readAll(
    url: string,
    reads: readonly Read[],
    sent?: Sent,
    onStatus?: (status: number) => void,
  ): Promise<{ seen: Seen[]; links: string[] }> {
    const links: string[] = [];
    const seen = await forEach(reads, async (read) => {
      const { caller } = read.cell;
      const answer = await call(url, used.world, read.cell, sent, read.address);
      onStatus?.(answer.status);
      const text = `${JSON.stringify([...answer.headers])}\n${await answer.text()}`;
      if (text.includes(TEMPORAL_UI)) links.push(caller);
      const person = isPerson(caller) ? caller : undefined;
      return marksIn(text, marks).map((mark) => ({ mark, person, read }));
    });
    return { seen: seen.flat(), links };
  }
  const inWords = ({ mark, read }: Seen): string =>
    `${named(read.cell)} shows ${mark.row.entity}.${mark.column} of ${JSON.stringify(mark.row.is)}`;
  const leaksOf = (seen: readonly Seen[]): Seen[] => seen.filter(({ mark, person }) => !readerOf(mark, person));
  const gets = (): Route[] => allRoutes(used.fixture.deps).filter(({ method }) => method === 'get');

  it('come from columns of which somebody has said who may read them', () => {
    const there = [...columnsOf(used.fixture.orm)].flatMap(([entity, list]) =>
      list.map(({ name }) => `${entity}.${name}`),
    );
    const said = Object.entries(COLUMNS).flatMap(([entity, columns]) =>
      Object.keys(columns)
        .filter((name) => name !== 'id')
        .map((name) => `${entity}.${name}`),
    );
    expect(said.toSorted(), 'the table of columns').to.deep.equal(there.toSorted());
    const withRows = new Set(rows.map(({ entity }) => entity));
    expect(
      Object.keys(COLUMNS).filter((entity) => !withRows.has(entity)),
      'entities without a row',
    ).to.deep.equal([]);
  });

  it('are shown to those who may read them and to nobody else', async () => {
    const { seen, links } = await readAll(used.fixture.url, gets().flatMap(readsOf));
    const leaks = new Set(leaksOf(seen).map(inWords));
    expect([...leaks], [...leaks].slice(0, 40).join('\n')).to.have.length(0);
    expect(new Set(links), 'who sees links to the runs').to.deep.equal(new Set(['admin', 'adminWhoProvides']));

    const shown = new Set(
      seen.map(({ mark, person }) => `${mark.row.entity}.${mark.column} ${readerOf(mark, person)}`),
    );
    const unseen = Object.entries(COLUMNS).flatMap(([entity, columns]) =>
      Object.entries(columns).flatMap(([name, { readers, as }]) =>
        (as === false ? [] : readers).map((reader) => `${entity}.${name} ${reader}`).filter((each) => !shown.has(each)),
      ),
    );
    expect(unseen, 'readers of the table who are shown nothing').to.deep.equal([]);
  });

  it('stay where they are when a command is refused', async () => {
    const about: readonly (Thing | undefined)[] = ['request', 'offer', 'booking'];
    const commands = allRoutes(used.fixture.deps).filter(
      (route) => route.method !== 'get' && about.includes(operationOf(route).of),
    );
    const statuses = new Set<number>();
    for (const route of commands) {
      const body = bodyExample(route);
      const sent = body === undefined ? undefined : { body: JSON.stringify(body), headers: JSON_TYPE };
      const { seen, links } = await readAll(used.fixture.url, readsOf(route), sent, (status) => statuses.add(status));
      expect(leaksOf(seen).map(inWords), route.operationId).to.deep.equal([]);
      expect(links, route.operationId).to.deep.equal([]);
    }
    expect([...statuses]).to.include.members([401, 403, 409, 503]);
    expect(
      [...statuses].every((status) => status > 400),
      'nothing was carried out',
    ).to.equal(true);
  });

  it('are found out when a list takes somebody for somebody else', async () => {
    const own = gets().filter((route) => {
      const { may, of, role } = operationOf(route);
      if (route.operationId === 'getLimits') return false; // counts: no column of anybody is in them
      return !of && Array.isArray(may) && role !== 'admin'; // operators see the same, whoever they are
    });
    expect(own.length).to.be.greaterThan(4);
    const { people } = used.world;
    for (const route of own) {
      const actor = route.access === 'signed-in' ? people.owner : people.providerParty;
      expect(await leaksWith(route, { actor }), route.operationId).to.be.greaterThan(0);
    }
  });

  it('are found out when a presenter takes a party for an operator', async () => {
    const asAdmin = (resource: object) => ({ resource: { ...resource, side: 'admin', providerId: undefined } });
    for (const operationId of ['getBooking', 'listRequestOffers']) {
      const route = gets().find((each) => each.operationId === operationId)!;
      expect(await leaksWith(route, asAdmin), operationId).to.be.greaterThan(0);
    }
  });

  /** How many marks reach the wrong people when the handler of a route is given something else than it was meant to get. */
  async function leaksWith(route: Route, wrong: object | ((resource: object) => object)): Promise<number> {
    const handle = (received: Received) => {
      const changes = typeof wrong === 'function' ? wrong(received.resource as object) : wrong;
      return route.handle(Object.create(received, Object.getOwnPropertyDescriptors(changes)) as Received);
    };
    served.by(used.fixture.appWith({ routes: [{ ...route, handle }] }));
    const { seen } = await readAll(served.url, readsOf(route));
    return leaksOf(seen).length;
  }
});
