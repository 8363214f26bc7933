import { expect } from 'chai';
import { documentRoutes } from '#api/document-routes.ts';
import { ownerRuleOf, rolesOf } from '#api/http/access.ts';
import { auditKindOf, notingOf, type AuditKind, type CallOutcome } from './noted.ts';

describe('auditKindOf', () => {
  const routes = documentRoutes();

  it('leaves out no route that changes anything but going on with a login and ending it', () => {
    const unnoted = routes.filter((route) => route.method !== 'get' && auditKindOf(route) === undefined);
    expect(unnoted.map(({ operationId }) => operationId)).to.have.members(['refreshSession', 'logOut']);
  });

  it('leaves out no read through which an operator may see what is somebody else’s', () => {
    const open = routes.filter(
      (route) =>
        auditKindOf(route) === undefined && (rolesOf(route.access)?.includes('admin') || ownerRuleOf(route.access)),
    );
    expect(open).to.deep.equal([]);
  });
});

describe('notingOf', () => {
  const outcome = (given: Partial<CallOutcome>): CallOutcome => ({
    side: 'consumer',
    isSignedIn: true,
    status: 200,
    isReplay: false,
    ...given,
  });
  const noting = (kind: AuditKind, given: Partial<CallOutcome>) => notingOf(kind, outcome(given));

  it('always notes what had an effect', () => {
    for (const status of [200, 201, 204]) expect(noting('change', { status })).to.equal('always');
    expect(noting('entrance', { isSignedIn: false })).to.equal('always');
  });

  it('makes sure that the effect behind a repeated answer is noted', () => {
    for (const status of [200, 201, 204]) expect(noting('change', { status, isReplay: true })).to.equal('once');
  });

  it('notes refusals and outages within a budget, also when they are given again', () => {
    for (const status of [403, 404, 409, 422, 500, 503]) expect(noting('change', { status })).to.equal('budgeted');
    expect(noting('change', { isReplay: true, status: 409 })).to.equal('budgeted');
    for (const status of [401, 403, 409]) {
      expect(noting('entrance', { status, isSignedIn: false })).to.equal('budgeted');
    }
  });

  it('never notes what nobody could understand, nobody sent or came too often', () => {
    for (const status of [400, 401, 405, 413, 415, 429]) expect(noting('change', { status })).to.equal('never');
    for (const status of [400, 413, 429, 503]) {
      expect(noting('entrance', { status, isSignedIn: false })).to.equal('never');
    }
    expect(noting('change', { isSignedIn: false, status: 403 })).to.equal('never');
  });

  it('notes shared reads of operators and of nobody else', () => {
    expect(noting('shared_read', { side: 'admin' })).to.equal('always');
    expect(noting('shared_read', { side: 'consumer' })).to.equal('never');
    expect(noting('operator_read', { side: 'admin' })).to.equal('always');
    expect(noting('operator_read', { status: 403 })).to.equal('budgeted');
  });

  it('notes a page that asks again and again within a budget, and nobody who may not ask', () => {
    expect(auditKindOf(documentRoutes().find(({ operationId }) => operationId === 'decodePayloads')!)).to.equal(
      'page_read',
    );
    for (const status of [200, 403, 503]) expect(noting('page_read', { status })).to.equal('budgeted');
    expect(noting('page_read', { isSignedIn: false, status: 401 })).to.equal('never');
  });
});
