import Mocha from 'mocha';

/** One test of a file, and how to run it. */
export interface Test {
  readonly file: string;
  readonly title: string;
  run(): unknown;
}

/** The tests that a file declares while it is loaded. Files with hooks are refused: each test must stand alone. */
export async function testsIn(file: string, load: (file: string) => Promise<void>): Promise<Test[]> {
  const mocha = new Mocha();
  mocha.suite.emit('pre-require', globalThis, file, mocha);
  await load(file);
  const tests: Test[] = [];
  collect(mocha.suite);
  return tests;

  function collect(suite: Mocha.Suite): void {
    const { _beforeAll, _beforeEach, _afterAll, _afterEach } = suite as unknown as Record<string, unknown[]>;
    if ([_beforeAll, _beforeEach, _afterAll, _afterEach].some((hooks) => (hooks?.length ?? 0) > 0)) {
      throw new Error(`${file} has hooks`);
    }
    for (const test of suite.tests) {
      tests.push({
        file,
        title: test.fullTitle(),
        run: () => {
          const context = test.ctx ?? new Mocha.Context();
          (context as unknown as { runnable(test: Mocha.Test): void }).runnable(test);
          return (test.fn as (this: Mocha.Context) => unknown).call(context);
        },
      });
    }
    for (const inner of suite.suites) collect(inner);
  }
}
