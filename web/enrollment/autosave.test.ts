import { expect } from 'chai';
import { ENROLLMENT_EXAMPLE } from '#contracts/enrollment-examples.ts';
import { OfflineError, ProblemError } from '#web/api/problem-error.ts';
import type { FieldError } from '#web/api/problem-error.ts';
import { createAutosave } from './autosave.ts';
import type { Enrollment, EnrollmentChanges } from './fields.ts';

const DRAFT = { ...ENROLLMENT_EXAMPLE, bio: 'Old' } as Enrollment;

/** A server that keeps one enrollment and answers what it is told to in place of saving. */
function useServer() {
  const refusals: Error[] = [];
  const bodies: EnrollmentChanges[] = [];
  let kept = DRAFT;
  const autosave = createAutosave({
    enrollment: DRAFT,
    wait: (_ms, signal) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error()))),
    read: () => Promise.resolve(kept),
    save: ({ revision, ...changes }) => {
      const refusal = refusals.shift();
      if (refusal) return Promise.reject(refusal);
      if (revision !== kept.revision) return Promise.reject(problem('stale_revision', 409));
      bodies.push(changes);
      kept = { ...kept, ...trimmed(changes), revision: revision + 1 };
      return Promise.resolve(kept);
    },
  });
  const elsewhere = (changes: EnrollmentChanges) => (kept = { ...kept, ...changes, revision: kept.revision + 1 });
  return { autosave, refusals, bodies, elsewhere, kept: () => kept };
}

const problem = (
  code: 'stale_revision' | 'validation_failed' | 'invalid_transition',
  status: number,
  errors: FieldError[] = [],
) => new ProblemError({ code, status, detail: '', errors });
const trimmed = ({ fullName, ...rest }: EnrollmentChanges): EnrollmentChanges =>
  fullName === undefined ? rest : { ...rest, fullName: fullName?.trim() ?? null };

describe('autosave', () => {
  it('sends what has changed and nothing else, once', async () => {
    const { autosave, bodies, kept } = useServer();
    autosave.change({ bio: 'New' });
    autosave.change({ phone: '+1 512' });
    expect(autosave.get().status).to.equal('waiting');
    expect(await autosave.flush()).to.equal(true);
    expect(bodies).to.deep.equal([{ phone: '+1 512', bio: 'New' }]);
    expect(autosave.get()).to.include({ status: 'saved', enrollment: kept() });
    expect(await autosave.flush()).to.equal(true);
    expect(bodies).to.have.length(1);
  });

  it('leaves a text alone that the server has trimmed while it is being written', async () => {
    const { autosave, bodies } = useServer();
    autosave.change({ fullName: 'Ana ' });
    await autosave.flush();
    expect(autosave.get().mine.fullName).to.equal('Ana ');
    expect(await autosave.flush()).to.equal(true);
    expect(bodies).to.have.length(1);
  });

  it('saves the rest when one field is refused, and that field as soon as it is changed', async () => {
    const { autosave, refusals, bodies } = useServer();
    refusals.push(
      problem('validation_failed', 400, [{ in: 'body', path: '/email', message: 'expected a mail address' }]),
    );
    autosave.change({ email: 'ana@', bio: 'New' });
    expect(await autosave.flush()).to.equal(false);
    expect(bodies).to.deep.equal([{ bio: 'New' }]);
    expect(autosave.get().errors).to.deep.equal({ email: 'expected a mail address' });
    autosave.change({ email: 'ana@example.org' });
    expect(autosave.get().errors).to.deep.equal({});
    expect(await autosave.flush()).to.equal(true);
    expect(bodies[1]).to.deep.equal({ email: 'ana@example.org' });
  });

  it('merges what was changed elsewhere field by field', async () => {
    const { autosave, elsewhere, kept } = useServer();
    elsewhere({ phone: '+49 30' });
    autosave.change({ bio: 'Mine' });
    expect(await autosave.flush()).to.equal(true);
    expect(kept()).to.include({ bio: 'Mine', phone: '+49 30' });
    expect(autosave.get().mine).to.include({ bio: 'Mine', phone: '+49 30' });
  });

  it('asks about a field that was changed on both sides, and holds up only that one', async () => {
    for (const [whose, result] of [
      ['mine', 'Mine'],
      ['theirs', 'Theirs'],
    ] as const) {
      const { autosave, elsewhere, kept } = useServer();
      elsewhere({ bio: 'Theirs' });
      autosave.change({ bio: 'Mine', phone: '+1' });
      expect(await autosave.flush()).to.equal(false);
      expect(autosave.get().conflicts).to.deep.equal(['bio']);
      expect(kept()).to.include({ bio: 'Theirs', phone: '+1' });
      autosave.decide('bio', whose);
      expect(await autosave.flush()).to.equal(true);
      expect([kept().bio, autosave.get().mine.bio]).to.deep.equal([result, result]);
    }
  });

  it('gives up where a revision is refused and nothing newer can be read', async () => {
    const { autosave, refusals, bodies } = useServer();
    refusals.push(problem('stale_revision', 409));
    autosave.change({ bio: 'Mine' });
    expect(await autosave.flush()).to.equal(false);
    expect(autosave.get().status).to.equal('failed');
    expect(bodies).to.have.length(0);
  });

  it('knows no conflict where both sides wrote the same', async () => {
    const { autosave, elsewhere } = useServer();
    elsewhere({ bio: 'Same' });
    autosave.change({ bio: 'Same' });
    expect(await autosave.flush()).to.equal(true);
    expect(autosave.get().conflicts).to.deep.equal([]);
  });

  it('keeps what could not be saved, and saves it at the next change', async () => {
    const { autosave, refusals, kept } = useServer();
    refusals.push(new OfflineError(), problem('invalid_transition', 409));
    autosave.change({ bio: 'New' });
    expect(await autosave.flush()).to.equal(false);
    expect(autosave.get().failure).to.be.instanceOf(OfflineError);
    expect(await autosave.flush()).to.equal(false);
    expect(autosave.get().status).to.equal('failed');
    expect(await autosave.flush()).to.equal(true);
    expect(kept().bio).to.equal('New');
  });
});
