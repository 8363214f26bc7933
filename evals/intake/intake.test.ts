import fs from 'node:fs';
import { expect } from 'chai';
import { INTAKE_FIELDS } from '#domain/intake/types.ts';
import { CATEGORY_NAMES, SERVICE_TYPE_NAMES } from '#domain/catalog.ts';
import { rulesModel } from './rules-model.ts';
import { accuracy, score, SCORED_FIELDS, type ScoredField } from './score.ts';
import { contextOf, PARTS, SENTENCES, type Part } from './sentences.ts';
import { toTable } from './table.ts';

const FLOOR = JSON.parse(fs.readFileSync(new URL('floor.json', import.meta.url), 'utf8')) as Record<
  Part,
  Record<ScoredField, number>
>;

describe('the intake evaluation', () => {
  it('has sentences for every service, and keeps nearly a third of them away from the tuning', () => {
    const services = new Set(SENTENCES.map(({ expect: { draft } }) => draft.serviceType));
    const categories = new Set(SENTENCES.map(({ expect: { draft } }) => draft.category));
    expect([...services]).to.include.members([...SERVICE_TYPE_NAMES]);
    expect([...categories]).to.include.members([...CATEGORY_NAMES]);
    expect(SENTENCES.length).to.be.greaterThanOrEqual(140);
    expect(PARTS.heldOut.length / SENTENCES.length).to.be.greaterThan(0.3);
    expect(new Set(SENTENCES.map(({ id }) => id)).size).to.equal(SENTENCES.length);
  });

  it('gives every sentence a moment, a zone and fields that exist', () => {
    for (const sentence of SENTENCES) {
      expect(contextOf(sentence).nowMs, sentence.id).to.be.greaterThan(0);
      expect(INTAKE_FIELDS, sentence.id).to.include.members([...(sentence.expect.ambiguous ?? [])]);
    }
  });

  for (const part of ['tuned', 'heldOut'] as const) {
    it(`reads no field worse than before (${part})`, async () => {
      const scored = await score(PARTS[part], rulesModel);
      const { scores } = scored;
      process.stdout.write(`\n${toTable(part, scored)}`);
      const fallen = SCORED_FIELDS.filter((field) => accuracy(scores[field]) < FLOOR[part][field]);
      expect(fallen.map((field) => `${field}: ${accuracy(scores[field])} < ${FLOOR[part][field]}`)).to.deep.equal([]);
    });
  }

  it('counts a field as wrong, missed or invented, and never all right for a model that says nothing', async () => {
    const silent = await score(SENTENCES, async () => ({ draft: {}, intent: { kind: 'unknown' }, ambiguous: [] }));
    expect(silent.scores.category).to.include({ wrong: 0, invented: 0 });
    expect(silent.scores.category.missed).to.be.greaterThan(100);
    const stubborn = await score(SENTENCES, async () => ({
      draft: { category: 'plumbing', location: { city: 'Atlantis' } },
      intent: { kind: 'unknown' },
      ambiguous: [],
    }));
    expect(stubborn.scores.category.wrong).to.be.greaterThan(0);
    expect(stubborn.scores.city.invented).to.be.greaterThan(0);
    expect(accuracy(stubborn.scores.city)).to.be.lessThan(0.2);
  });
});
