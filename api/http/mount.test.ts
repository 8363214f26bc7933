import Router from '@koa/router';
import { expect } from 'chai';
import { z } from 'zod';
import { silentLogger } from '#platform/logger.ts';
import { TEST_TOKENS } from '#test/support/kernel.ts';
import type { OwnershipRuleName } from './access.ts';
import { createAuthenticator } from './auth.ts';
import { findFaults, mount } from './mount.ts';
import type { KernelState } from './pipeline.ts';
import { problemsOf, route, type Route } from './route.ts';

const Note = z.strictObject({ text: z.string() });
const sound = route({
  operationId: 'writeNote',
  tags: ['notes'],
  summary: 'Write a note',
  description: 'Writes a note.',
  method: 'post',
  path: '/v1/books/:bookId/notes',
  access: 'signed-in',
  rateClass: 'other',
  idempotency: 'optional',
  params: z.strictObject({ bookId: z.uuid() }),
  body: Note,
  success: { status: 201, schema: Note },
  problems: ['conflict'],
  example: { body: { text: 'milk' }, answer: { text: 'milk' } },
  handle: ({ body }) => body,
}) as Route;

const faultsOf = (change: object): string[] => findFaults([{ ...sound, ...change } as Route], { known: async () => 1 });

describe('mount', () => {
  it('finds no fault with a sound route', () => {
    expect(faultsOf({})).to.deep.equal([]);
  });
  it('refuses to start with a route without access, and names every fault at once', () => {
    const options = {
      deps: {},
      ownership: {},
      authenticator: createAuthenticator({ ...TEST_TOKENS, accounts: async () => undefined }),
      bodyLimitBytes: 1,
      publicUrl: 'http://127.0.0.1:3000',
      log: silentLogger,
      strictContract: true,
    };
    const faulty = { ...sound, access: undefined, summary: ' ' } as unknown as Route;
    expect(() => mount(new Router<KernelState>(), [faulty], options)).to.throw(
      /writeNote: has no summary\n.*writeNote: has no access/,
    );
  });
  it('refuses any access that is not one of the kinds', () => {
    for (const access of [undefined, null, 'anyone', {}, { roles: [] }, { roles: ['root'] }, { owner: 'nobody' }]) {
      expect(faultsOf({ access }), JSON.stringify(access)).to.have.lengthOf(1);
    }
  });
  it('takes an ownership rule that is registered', () => {
    expect(faultsOf({ access: { owner: 'known' as OwnershipRuleName } })).to.deep.equal([]);
    expect(faultsOf({ access: { owner: 'toString' as OwnershipRuleName } })).to.have.lengthOf(1);
  });
  it('refuses a route without an operationId, a summary or a description', () => {
    for (const name of ['operationId', 'summary', 'description']) {
      expect(faultsOf({ [name]: '' }), name).to.have.lengthOf(1);
    }
  });
  it('refuses a body without an example, and an example that its schema refuses', () => {
    expect(faultsOf({ example: undefined })).to.deep.equal([
      'writeNote: has no example for its body',
      'writeNote: has no example for its answer',
    ]);
    const wrong = { body: { text: 1 }, answer: {} };
    expect(faultsOf({ example: wrong })).to.have.lengthOf(2);
  });
  it('takes the example that a schema carries', () => {
    const Exemplary = Note.meta({ examples: [{ text: 'milk' }] });
    expect(
      faultsOf({ example: undefined, body: Exemplary, success: { status: 201, schema: Exemplary } }),
    ).to.deep.equal([]);
  });
  it('refuses schemas that let unknown fields pass, however deep', () => {
    const loose = z.strictObject({
      text: z.string(),
      list: z.array(z.object({ a: z.string().optional() })).optional(),
    });
    expect(faultsOf({ body: loose })).to.have.lengthOf(1);
    expect(faultsOf({ query: z.object({ a: z.string() }) })).to.have.lengthOf(1);
    const open = z.strictObject({ text: z.string(), map: z.record(z.string(), z.unknown()).optional() });
    expect(faultsOf({ body: open })).to.deep.equal([]);
  });
  it('refuses path parameters that differ from their schema', () => {
    expect(faultsOf({ params: undefined })).to.have.lengthOf(1);
    expect(faultsOf({ params: z.strictObject({ bookId: z.uuid(), pageId: z.uuid() }) })).to.have.lengthOf(1);
  });
  it('refuses two routes of one name or one address', () => {
    const same = { ...sound, path: '/v1/books/:bookId/notes' } as Route;
    expect(findFaults([sound, same], {})).to.deep.equal([
      '2 routes have the operationId writeNote',
      '2 routes have the method and path post /v1/books/:/notes',
    ]);
  });
  it('refuses a body with GET, and an answer without a schema that is not 204', () => {
    expect(faultsOf({ method: 'get', idempotency: 'none' })).to.deep.equal(['writeNote: takes a body with GET']);
    expect(faultsOf({ success: { status: 200 } })).to.have.lengthOf(1);
  });
  it('refuses whatever changes something for somebody known and cannot be repeated safely', () => {
    for (const method of ['post', 'put', 'patch', 'delete']) {
      expect(faultsOf({ method, idempotency: 'none' }), method).to.deep.equal([
        "writeNote: changes something but takes no Idempotency-Key: set idempotency to 'optional' or 'required'",
      ]);
      expect(faultsOf({ method, idempotency: 'required' }), method).to.deep.equal([]);
    }
    expect(faultsOf({ access: 'public', idempotency: 'none' })).to.deep.equal([]);
  });
  it('refuses an Idempotency-Key where nothing changes, nobody is known, or the answer cannot be kept', () => {
    expect(faultsOf({ method: 'get', body: undefined })).to.deep.equal([
      'writeNote: takes an Idempotency-Key but changes nothing',
    ]);
    for (const access of ['public', 'optional']) {
      expect(faultsOf({ access }), access).to.deep.equal([
        'writeNote: takes an Idempotency-Key of callers whom it does not know',
      ]);
    }
    const success = { status: 200, schema: Note, contentType: 'text/csv' };
    expect(faultsOf({ success })).to.deep.equal([
      'writeNote: takes an Idempotency-Key but answers with what cannot be kept: only JSON can',
    ]);
  });
});

describe('problemsOf', () => {
  it('adds what access and schemas imply to what the route declares', () => {
    expect(problemsOf(sound)).to.have.members([
      'validation_failed',
      'malformed_request',
      'payload_too_large',
      'unsupported_media_type',
      'rate_limited',
      'idempotency_in_flight',
      'idempotency_key_reused',
      'unauthenticated',
      'conflict',
      'internal',
      'unavailable',
    ]);
    const owned = {
      ...sound,
      body: undefined,
      access: { roles: ['admin'], owner: 'known' as OwnershipRuleName },
    } as Route;
    expect(problemsOf(owned)).to.include.members(['forbidden', 'not_yours', 'not_found']);
  });
});
