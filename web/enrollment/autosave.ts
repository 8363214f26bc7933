import { isProblem, type ProblemError } from '#web/api/problem-error.ts';
import { createStore, type Store } from '#web/kit/store.ts';
import { wait as realWait, type Wait } from '#web/kit/wait.ts';
import {
  differing,
  fieldsOf,
  pick,
  type Enrollment,
  type EnrollmentChanges,
  type EnrollmentField,
  type EnrollmentFields,
} from './fields.ts';

/** A draft on its way to the server. */
export interface Autosaved {
  /** As the server has it. */
  readonly enrollment: Enrollment;
  /** As it stands in the form. */
  readonly mine: EnrollmentFields;
  readonly status: 'saved' | 'waiting' | 'saving' | 'failed';
  /** What the server says of fields that it did not take, by their path in the form. */
  readonly errors: Readonly<Record<string, string>>;
  /** Fields that were changed here and elsewhere, each differently; they are not saved before somebody has decided. */
  readonly conflicts: readonly EnrollmentField[];
  /** Why nothing is saved at the moment. */
  readonly failure: unknown;
}

/** Saves a draft by itself, a moment after each change. */
export interface Autosave extends Store<Autosaved> {
  readonly change: (changes: EnrollmentChanges) => void;
  /** Saves what is left at once; true when everything is with the server. */
  flush(): Promise<boolean>;
  /** Ends a conflict. */
  readonly decide: (field: EnrollmentField, whose: 'mine' | 'theirs') => void;
  /** Takes in a version that was read or answered: other fields than those that were changed here follow it. */
  take(enrollment: Enrollment): void;
  /** Forgets what it has not begun to save. */
  stop(): void;
}

interface AutosaveOptions {
  readonly enrollment: Enrollment;
  readonly save: (body: { readonly revision: number } & EnrollmentChanges) => Promise<Enrollment>;
  readonly read: () => Promise<Enrollment>;
  readonly wait?: Wait;
}

const DELAY_MS = 800;

/** One change is saved at a time; what is written meanwhile follows. Fields that the server refuses hold up no others. */
export function createAutosave({ enrollment, save, read, wait = realWait }: AutosaveOptions): Autosave {
  const store = createStore<Autosaved>({
    enrollment,
    mine: fieldsOf(enrollment),
    status: 'saved',
    errors: {},
    conflicts: [],
    failure: undefined,
  });
  /** What the server has, in the words of the form: it may have trimmed a text that is still being written. */
  let base = fieldsOf(enrollment);
  let delay = new AbortController();
  let running: Promise<void> | undefined;
  return { get: store.get, subscribe: store.subscribe, change, flush, decide, take, stop: () => delay.abort() };

  function change(changes: EnrollmentChanges): void {
    const { mine, errors } = store.get();
    put({ mine: { ...mine, ...changes }, errors: without(errors, Object.keys(changes)), status: 'waiting' });
    delay.abort();
    delay = new AbortController();
    wait(DELAY_MS, delay.signal).then(run, () => undefined);
  }

  async function flush(): Promise<boolean> {
    delay.abort();
    await run();
    const { mine, conflicts } = store.get();
    return conflicts.length === 0 && differing(mine, base).length === 0;
  }

  function decide(field: EnrollmentField, whose: 'mine' | 'theirs'): void {
    const { enrollment: saved, mine, conflicts } = store.get();
    put({ conflicts: conflicts.filter((each) => each !== field) });
    change({ [field]: whose === 'mine' ? mine[field] : saved[field] });
  }

  function take(theirs: Enrollment): void {
    const now = store.get();
    if (theirs.revision < now.enrollment.revision) return;
    const { taken, ...next } = merged(now, differing(now.mine, base), theirs);
    base = { ...base, ...taken };
    put(next);
  }

  function run(): Promise<void> {
    running ??= drain().finally(() => (running = undefined));
    return running;
  }

  async function drain(): Promise<void> {
    for (;;) {
      const changes = pick(store.get().mine, pendingIn(store.get(), base));
      if (Object.keys(changes).length === 0) {
        const isRefused = Object.keys(store.get().errors).length > 0;
        return put({ status: isRefused ? 'failed' : 'saved', failure: undefined });
      }
      put({ status: 'saving' });
      try {
        const saved = await save({ revision: store.get().enrollment.revision, ...changes });
        base = { ...fieldsOf(saved), ...pick(base, refusedFields(store.get().errors)), ...changes };
        put({ enrollment: saved, failure: undefined });
      } catch (error) {
        if (isProblem(error, 'stale_revision')) await takePresent(error);
        else if (isProblem(error, 'validation_failed') && error.errors.length > 0) refuse(error);
        else fail(error);
        if (store.get().status === 'failed') return;
      }
    }
  }

  /** Takes in what others have saved; where nothing newer is to be read, trying again would never end. */
  async function takePresent(error: ProblemError): Promise<void> {
    const before = store.get().enrollment.revision;
    await read().then(take, fail);
    if (store.get().enrollment.revision === before) fail(error);
  }

  function refuse(error: ProblemError): void {
    const found = errorsOf(error, store.get().mine);
    if (Object.keys(found).length === 0) fail(error);
    else put({ errors: { ...store.get().errors, ...found } });
  }

  function fail(failure: unknown): void {
    put({ status: 'failed', failure });
  }

  function put(next: Partial<Autosaved>): void {
    store.set({ ...store.get(), ...next });
  }
}

/** What differs, but for what the server has refused as it stands and what somebody has to decide first. */
function pendingIn({ mine, conflicts, errors }: Autosaved, base: EnrollmentFields): EnrollmentField[] {
  const held = new Set([...conflicts, ...refusedFields(errors)]);
  return differing(mine, base).filter((field) => !held.has(field));
}

/** What the server says of fields of the form. */
function errorsOf(error: ProblemError, mine: EnrollmentFields): Record<string, string> {
  return Object.fromEntries(Object.entries(error.formErrors).filter(([path]) => fieldOf(path) in mine));
}

/** The state with another version taken in; `taken` is what the server has that was not known here. */
function merged(now: Autosaved, changedHere: readonly EnrollmentField[], theirs: Enrollment) {
  const theirFields = fieldsOf(theirs);
  const changedThere = differing(theirFields, fieldsOf(now.enrollment));
  const apart = differing(now.mine, theirFields);
  const followed = changedThere.filter((field) => !changedHere.includes(field));
  const opened = changedThere.filter((field) => changedHere.includes(field) && apart.includes(field));
  return {
    taken: pick(theirFields, changedThere),
    enrollment: theirs,
    mine: { ...now.mine, ...pick(theirFields, followed) },
    conflicts: [...new Set([...now.conflicts, ...opened])],
  };
}

function refusedFields(errors: Autosaved['errors']): EnrollmentField[] {
  return [...new Set(Object.keys(errors).map(fieldOf))];
}

const fieldOf = (path: string): EnrollmentField => path.split('.')[0] as EnrollmentField;

function without(errors: Readonly<Record<string, string>>, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).filter(([path]) => !fields.includes(fieldOf(path))));
}
