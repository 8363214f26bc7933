import fs from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { PROJECT_DIR } from '#platform/config.ts';
import { OPERATIONS } from '#web/operations.ts';
import { PAGES } from '#web/pages.ts';
import { documentedOperations, PAGES_DOC, pagesDocument } from './pages.ts';

describe('the pages of the web client', () => {
  const operations = documentedOperations();

  it('are named for every operation of the API, or the reason why it has none', () => {
    expect(Object.keys(OPERATIONS)).to.have.members(operations.map(({ operationId }) => operationId));
    for (const [id, reach] of Object.entries(OPERATIONS)) {
      if ('none' in reach) expect(reach.none, id).to.match(/^[A-Z].{10,}\.$/);
      else expect(Object.keys(PAGES), id).to.include.members([...reach.pages]);
    }
  });

  it('call the operations that are said to be done on them', async () => {
    const source = await sourceOfTheClient();
    const silent = operations.filter(({ operationId, path: at }) => {
      const reach = OPERATIONS[operationId];
      return reach && 'pages' in reach && !source.includes(`'${at}'`);
    });
    expect(silent.map(({ operationId }) => operationId)).to.deep.equal([]);
  });

  it('stand in docs/pages.md with their operations (`npm run pages` writes it)', async () => {
    expect((await fs.readFile(PAGES_DOC, 'utf8')) === pagesDocument(), 'run `npm run pages`').to.equal(true);
  });
});

/** Everything that the client is made of but the types of the API. */
async function sourceOfTheClient(): Promise<string> {
  const folder = path.join(PROJECT_DIR, 'web');
  const files = await fs.readdir(folder, { recursive: true });
  const own = files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('schema.ts') && !file.includes('.test.'));
  const texts = await Promise.all(own.map((file) => fs.readFile(path.join(folder, file), 'utf8')));
  return texts.join('\n');
}
