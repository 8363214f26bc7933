import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { startKernel, type TestKernel } from '#test/support/kernel.ts';
import { NOTE_OWNERSHIP, noteRoutes, type Note } from '#test/support/notes.ts';
import { createCursors, type Page } from './pagination.ts';
import { Problem } from './problem.ts';

const Position = z.tuple([z.string(), z.int()]);
const cursors = createCursors('secret')('listNotes', Position);
const refusal = (open: () => unknown): unknown => {
  try {
    return open();
  } catch (error) {
    return error instanceof Problem ? error.code : error;
  }
};

describe('cursors', () => {
  it('give back exactly the position that they were made of', () => {
    const positions = fc.tuple(
      fc.string({ unit: 'grapheme' }),
      fc.maxSafeInteger().filter((n) => !Object.is(n, -0)),
    );
    fc.assert(
      fc.property(positions, (position) => {
        expect(cursors.open(cursors.seal(position))).to.deep.equal(position);
      }),
    );
  });
  it('are not needed for the first page', () => {
    expect(cursors.open(undefined)).to.equal(undefined);
  });
  it('are refused in any other form', () => {
    const cursor = cursors.seal(['2026-03-02', 7]);
    const forms = fc.oneof(
      fc.string(),
      fc.nat(cursor.length - 1).map((at) => cursor.slice(0, at)),
      fc
        .nat(cursor.length - 1)
        .map((at) => cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1)),
      fc.string({ minLength: 1 }).map((more) => cursor + more),
    );
    fc.assert(
      fc.property(forms, (forged) => {
        expect(refusal(() => cursors.open(forged))).to.equal('invalid_cursor');
      }),
    );
  });
  it('of one list are refused by another, and so are those of another secret', () => {
    const cursor = cursors.seal(['x', 1]);
    expect(refusal(() => createCursors('secret')('listOffers', Position).open(cursor))).to.equal('invalid_cursor');
    expect(refusal(() => createCursors('other')('listNotes', Position).open(cursor))).to.equal('invalid_cursor');
  });
  it('of an older form of the position are refused', () => {
    const newer = createCursors('secret')('listNotes', z.tuple([z.int()]));
    expect(refusal(() => newer.open(cursors.seal(['x', 1])))).to.equal('invalid_cursor');
  });
  it('cannot be signed with a name that runs into the position', () => {
    const payload = '["x",1]';
    const mac = createHmac('sha256', 'secret').update(`cursor\0listNotes${payload}`).digest().subarray(0, 16);
    const forged = Buffer.concat([mac, Buffer.from(payload)]).toString('base64url');
    expect(refusal(() => cursors.open(forged))).to.equal('invalid_cursor');
  });
});

describe('a list', () => {
  const notes = new Map<string, Note>();
  let kernel: TestKernel;
  const ids = Array.from({ length: 45 }, (_, index) => `01970e3c-5f5e-7c1a-9d2b-${String(index).padStart(12, '0')}`);

  before(async () => {
    for (const id of ids) notes.set(id, { id, ownerId: 'x', text: 'x' });
    const notebook = { notes, loads: [] };
    kernel = await startKernel({ routes: noteRoutes(notebook), deps: notebook, ownership: NOTE_OWNERSHIP });
  });
  after(() => kernel.stop());

  it('shows every item once, page by page, and ends with null', async () => {
    const pages: string[][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page<Note> = (await kernel.api.get(`/v1/notes${cursor && `?cursor=${cursor}`}`)).body;
      pages.push(page.items.map((note) => note.id));
      cursor = page.nextCursor;
    }
    expect(pages.map((page) => page.length)).to.deep.equal([20, 20, 5]);
    expect(pages.flat()).to.deep.equal(ids);
  });
  it('ends with null when the last page is full', async () => {
    expect((await kernel.api.get('/v1/notes?limit=45')).body.nextCursor).to.equal(null);
  });
  it('refuses limits that are not from 1 to 100', async () => {
    for (const limit of ['0', '-1', '101', '1.5', 'x', '', 'Infinity']) {
      expect(await kernel.api.get(`/v1/notes?limit=${limit}`), limit).to.be.problem(400, 'validation_failed');
    }
  });
  it('refuses a forged cursor', async () => {
    expect(await kernel.api.get('/v1/notes?cursor=forged')).to.be.problem(400, 'invalid_cursor');
  });
});
