import fs from 'node:fs/promises';
import { expect } from 'chai';
import { LIFECYCLES_DOC, lifecyclesDocument } from './diagrams.ts';

describe('docs/lifecycles.md', () => {
  it('shows the transition tables as the code has them (`npm run diagrams` writes it)', async () => {
    expect(await fs.readFile(LIFECYCLES_DOC, 'utf8')).to.equal(lifecyclesDocument());
  });
});
