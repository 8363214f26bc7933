import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Instant, Money, uuidOf } from '#contracts/common.ts';
import { PageQuery, pageOf } from '#contracts/page.ts';
import type { Actor, OwnershipRuleName, OwnershipRules } from '#api/http/access.ts';
import { createCursors, toPage } from '#api/http/pagination.ts';
import { Problem } from '#api/http/problem.ts';
import { reply, route, type Route } from '#api/http/route.ts';

/** The small slice on which the kernel is tested: notes that belong to whoever wrote them. */
export interface Note {
  readonly id: string;
  readonly ownerId: string;
  readonly text: string;
}

/** Where notes are kept, and what the kernel asked for. */
export interface Notebook {
  readonly notes: Map<string, Note>;
  readonly loads: string[];
}

const EXAMPLE = { id: '01970e3c-5f5e-7c1a-9d2b-3f4e5a6b7c8d', text: 'buy milk' };
const NoteId = uuidOf('NoteId');
const NoteView = z.object({ id: NoteId, text: z.string() }).meta({ id: 'Note', examples: [EXAMPLE] });
const NewNote = z
  .strictObject({
    text: z.string().trim().min(1).max(200_000),
    at: Instant.optional(),
    price: Money.optional(),
    place: z
      .union([z.strictObject({ city: z.string() }), z.strictObject({ lat: z.number(), lng: z.number() })])
      .optional(),
    'a/b': z.strictObject({ '~': z.int() }).optional(),
    colour: z.enum(['red', 'blue']).default('red'),
  })
  .meta({ id: 'NewNote', examples: [{ text: 'buy milk' }] });
const byId = z.strictObject({ id: NoteId });
const common = { tags: ['notes'], description: 'For the tests.', rateClass: 'other', idempotency: 'none' } as const;
const changing = { ...common, idempotency: 'optional' } as const;

/** Rules and resources of a test are not part of the product's types, so they are smuggled past them here. */
const noteOwner = 'noteOwner' as unknown as OwnershipRuleName;

const asNote = (resource: unknown): Note => resource as Note;

/** The ownership rules of the notes. */
export const NOTE_OWNERSHIP = {
  async noteOwner(
    { notes, loads }: Notebook,
    actor: Actor,
    { id = '' }: Readonly<Record<string, string>>,
  ): Promise<Note> {
    loads.push(id);
    const note = notes.get(id);
    if (!note) throw new Problem('not_found', 'there is no such note');
    if (note.ownerId !== actor.id) throw new Problem('not_yours', 'the note is somebody else’s');
    return note;
  },
} as unknown as OwnershipRules<Notebook>;

/** One route for each kind of access and each part of a request. */
export function noteRoutes({ notes }: Notebook): Route[] {
  const cursors = createCursors('a secret for the cursors of the tests')('listNotes', z.tuple([z.int()]));
  return [
    route({
      ...changing,
      operationId: 'createNote',
      summary: 'Write a note',
      method: 'post',
      path: '/v1/notes',
      access: 'signed-in',
      body: NewNote,
      success: { status: 201, schema: NoteView, headers: { Location: 'Where the note is.' } },
      problems: ['conflict'],
      handle({ actor, body }) {
        const note = { id: randomUUID(), ownerId: actor.id, text: body.text };
        notes.set(note.id, note);
        return reply({ ...note, secret: 'not in the contract' }, { headers: { Location: `/v1/notes/${note.id}` } });
      },
    }),
    route({
      ...common,
      operationId: 'listNotes',
      summary: 'List notes',
      method: 'get',
      path: '/v1/notes',
      access: 'optional',
      query: PageQuery.extend({ mine: z.stringbool().optional().meta({ description: 'Only those of the caller.' }) }),
      success: { status: 200, schema: pageOf(NoteView, 'NotePage') },
      problems: [],
      handle({ actor, query: { limit, cursor, mine } }) {
        const rows = [...notes.values()].filter((note) => !mine || note.ownerId === actor?.id);
        const [from] = cursors.open(cursor) ?? [0];
        const numbered = rows.map((note, index) => ({ note, index })).slice(from, from + limit + 1);
        return toPage(
          numbered,
          limit,
          cursors,
          (row) => [row.index + 1],
          (row) => row.note,
        );
      },
    }),
    route({
      ...common,
      operationId: 'getNote',
      summary: 'Read a note',
      method: 'get',
      path: '/v1/notes/:id',
      access: { owner: noteOwner },
      params: byId,
      success: { status: 200, schema: NoteView },
      problems: [],
      handle: ({ resource }) => asNote(resource),
    }),
    route({
      ...changing,
      operationId: 'replaceNote',
      summary: 'Write a note anew',
      method: 'put',
      path: '/v1/notes/:id',
      access: { roles: ['provider', 'admin'], owner: noteOwner },
      params: byId,
      query: z.strictObject({ revision: z.coerce.number().int() }),
      body: NewNote,
      success: { status: 200, schema: NoteView },
      problems: [],
      handle: ({ resource, body }) => ({ id: asNote(resource).id, text: body.text }),
    }),
    route({
      ...changing,
      operationId: 'deleteNote',
      summary: 'Throw a note away',
      method: 'delete',
      path: '/v1/notes/:id',
      access: { owner: noteOwner },
      params: byId,
      success: { status: 204 },
      problems: [],
      handle: ({ params }) => void notes.delete(params.id),
    }),
    route({
      ...common,
      operationId: 'getLatestNote',
      summary: 'Read the latest note',
      method: 'get',
      path: '/v1/notes/latest',
      access: 'public',
      success: { status: 200, schema: NoteView },
      problems: ['not_found'],
      handle() {
        const latest = [...notes.values()].at(-1);
        if (!latest) throw new Problem('not_found', 'there is no note yet');
        return latest;
      },
    }),
  ];
}

/** A public route that does one thing, for tests of what becomes of it. */
export function probe(handle: () => unknown, problems: Route['problems'] = []): Route {
  return route({
    ...common,
    operationId: 'probe',
    summary: 'Do one thing',
    method: 'get',
    path: '/v1/probe',
    access: 'public',
    success: { status: 200, schema: NoteView },
    problems,
    handle: async () => (await handle()) as typeof EXAMPLE,
  });
}
