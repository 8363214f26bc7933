import { expect } from 'chai';
import { read } from '#test/support/intake.ts';

describe('the language of a sentence', () => {
  const foreign = [
    'Ich brauche morgen einen Haarschnitt in Berlin',
    'Necesito un fontanero mañana',
    "J'ai besoin d'un coiffeur à Brooklyn",
    'Mi serve un idraulico a Brooklyn',
    'Preciso de uma faxineira em Brooklyn amanhã',
    'Ik heb een kapper nodig in Brooklyn',
    'Potrzebuję hydraulika na jutro',
    'Yarın için bir kuaför istiyorum',
    'Jag behöver en elektriker imorgon',
    '我需要在布鲁克林理发',
    'Мне нужен электрик',
    'أحتاج إلى مصور',
    'haircut 明日ブルックリンで髪を切りたいです',
  ];
  for (const text of foreign) {
    it(`reads nothing from “${text}” and says why`, () => {
      const { outOfScope, draft, intent, evidence, ambiguous } = read(text);
      expect(outOfScope).to.equal('language');
      expect({ draft, intent, evidence, ambiguous }).to.deep.equal({
        draft: {},
        intent: { kind: 'unknown' },
        evidence: [],
        ambiguous: [],
      });
    });
  }

  for (const text of [
    'I need a coiffeur in Brooklyn',
    'haircut mañana please',
    'café photographer',
    'haircut',
    '',
    '123',
    'Mon',
    'Mon 9:00 - 17:00',
    '💇‍♀️ haircut 💇‍♀️',
    'my name is José García and I need a plumber',
    'zxcv asdf',
  ]) {
    it(`does not take “${text}” for another language`, () => expect(read(text).outOfScope).to.equal(undefined));
  }
});
