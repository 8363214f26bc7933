import { expect } from 'chai';
import type { RequestBodyObject, ResponseObject } from 'openapi3-ts/oas31';
import { z } from 'zod';
import { compileAnswer, ContractViolation } from './answer.ts';
import { createInvoker } from './invoke.ts';
import { findFaults } from './mount.ts';
import { describe as describeRoutes } from './openapi.ts';
import { problemsOf, reply, route, type Route } from './route.ts';
import { Bytes } from './upload.ts';
import { silentLogger } from '#platform/logger.ts';

const common = {
  tags: ['files'],
  summary: 'A file',
  description: 'For the tests.',
  path: '/v1/files',
  rateClass: 'uploads',
  problems: [],
} as const;
const upload = { contentTypes: ['image/png', 'image/gif'], description: 'The bytes.' } as const;
const PutFile = route({
  ...common,
  operationId: 'putFile',
  method: 'post',
  access: 'signed-in',
  idempotency: 'optional',
  upload,
  success: { status: 204 },
  handle: () => undefined,
});
const GetFile = route({
  ...common,
  operationId: 'getFile',
  method: 'get',
  access: 'signed-in',
  idempotency: 'none',
  success: { status: 200, schema: Bytes, contentType: upload.contentTypes },
  handle: () => reply(Buffer.from('x'), { headers: { 'Content-Type': 'image/gif' } }),
});
const sent = (headers: Record<string, string>) => compileAnswer(GetFile)(reply(Buffer.from('x'), { headers }));

describe('a route that takes or answers bytes', () => {
  it('is mounted as it is, and not with JSON beside the bytes or with GET', () => {
    expect(findFaults([PutFile, GetFile], {})).to.deep.equal([]);
    const both = { ...PutFile, body: z.strictObject({}).meta({ examples: [{}] }) } as Route;
    expect(findFaults([both], {})).to.deep.equal(['putFile: takes both JSON and an upload']);
    const read = { ...PutFile, method: 'get', idempotency: 'none' } as Route;
    expect(findFaults([read], {})).to.deep.equal(['putFile: takes a body with GET']);
  });

  it('can answer with every problem of a body', () => {
    expect(problemsOf(PutFile)).to.include.members([
      'malformed_request',
      'payload_too_large',
      'unsupported_media_type',
    ]);
    expect(problemsOf(GetFile)).not.to.include('payload_too_large');
  });

  it('answers with the type that its reply names, and with none that it does not declare', () => {
    expect(sent({ 'Content-Type': 'image/gif' }).headers).to.deep.equal({ 'Content-Type': 'image/gif' });
    for (const headers of [{ 'Content-Type': 'text/html' }, {}]) {
      expect(() => sent(headers as Record<string, string>)).to.throw(ContractViolation, 'getFile does not declare');
    }
    expect(() => compileAnswer(GetFile)(reply('x', { headers: { 'Content-Type': 'image/gif' } }))).to.throw(
      ContractViolation,
    );
  });

  it('stands in the document with each of its types', () => {
    const document = describeRoutes([PutFile, GetFile], { title: 'Files', version: '1.0.0' });
    const { post, get } = document.paths!['/v1/files']!;
    const binary = { schema: { type: 'string', format: 'binary' } };
    const content = { 'image/png': binary, 'image/gif': binary };
    const { description } = upload;
    expect(post?.requestBody as RequestBodyObject).to.deep.equal({ required: true, description, content });
    const answer = get?.responses?.[200] as ResponseObject | undefined;
    expect(answer?.content).to.deep.equal(content);
  });

  it('is not called without HTTP: what acts in a person’s name sends no bytes', async () => {
    const useCases = createInvoker({
      routes: [PutFile],
      ownership: {},
      deps: {},
      accounts: async () => undefined,
      log: silentLogger,
    });
    const call = { accountId: 'x', operationId: 'putFile' };
    const error: unknown = await useCases.invoke(call).catch((each: unknown) => each);
    expect((error as Error).message).to.equal('there is no operation putFile');
  });
});
