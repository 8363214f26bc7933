import { PRODUCT_FOLDERS } from './test-run.ts';
import { bin, type Step } from './step.ts';

const NOT_COVERED = ['**/*.test.ts', 'db/migrations/**', '**/node_modules/**'];

/** The steps that work out which lines the tests have covered, and fail below the thresholds. */
export function coverageSteps(coverageFolder: string): Step[] {
  return [
    threshold('coverage: 85 % of all lines', PRODUCT_FOLDERS, 85, ['text-summary', 'lcov']),
    threshold('coverage: 95 % of domain/', ['domain'], 95, ['text']),
    threshold('coverage: 95 % of workflows/', ['workflows'], 95, ['text']),
  ];

  function threshold(name: string, places: readonly string[], lines: number, reporters: readonly string[]): Step {
    const measured = ['--temp-directory', coverageFolder, '--exclude-after-remap', '--all'];
    const scope = [
      ...NOT_COVERED.flatMap((each) => ['--exclude', each]),
      ...places.flatMap((place) => ['--include', `${place}/**/*.ts`]),
      ...reporters.flatMap((each) => ['--reporter', each]),
    ];
    return { name, command: [bin('c8'), 'report', ...measured, ...scope, '--check-coverage', '--lines', `${lines}`] };
  }
}
