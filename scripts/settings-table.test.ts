import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { PROJECT_DIR } from '#platform/config.ts';
import { listSettings } from '#platform/config/setting.ts';
import { SETTINGS } from '#platform/config/settings.ts';
import { settingsTable, withSettingsTable } from './settings-table.ts';

describe('the settings table', () => {
  it('stands in the README as the code says it', () => {
    const readme = fs.readFileSync(path.join(PROJECT_DIR, 'README.md'), 'utf8');
    expect(withSettingsTable(readme), 'run `node scripts/launch.mjs settings-table`').to.equal(readme);
  });

  it('has one row for every setting', () => {
    const rows = settingsTable().split('\n').slice(2);
    expect(rows).to.have.length(listSettings(SETTINGS).length);
    expect(rows).to.satisfy((all: string[]) => all.every((row) => row.split(' | ').length === 3));
  });

  it('refuses a text without a place for it', () => {
    expect(() => withSettingsTable('# Proxie')).to.throw(/has no place for the settings/);
  });
});
