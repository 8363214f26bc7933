import { expect } from 'chai';
import { useOrm } from '#test/support/use-orm.ts';
import { toStorable, toStorableJson } from './storable.ts';

const HARD = ['a\0b', '\ud800', 'x\udc00y', '😀', '\\u0000', '\\\\u0000', '\\\0', '\\ud800', '"\0"', '\u0001'];

describe('toStorable', () => {
  const db = useOrm();

  it('makes any text one that the database holds, and leaves every other as it is', async () => {
    for (const text of HARD) {
      const [row] = await db.em().execute<{ text: string }[]>('select ?::text as text', [toStorable(text)]);
      expect(row?.text).to.equal(text.toWellFormed().replaceAll('\0', ''));
    }
  });

  it('makes any value JSON that the database holds, and leaves every other as it is', async () => {
    const gone = (text: string): string => text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '');
    for (const text of HARD) {
      const value = { [`key ${text}`]: [text, { text }] };
      const [row] = await db.em().execute<{ value: object }[]>('select ?::jsonb as value', [toStorableJson(value)]);
      expect(row?.value).to.deep.equal({ [`key ${gone(text)}`]: [gone(text), { text: gone(text) }] });
    }
    expect(toStorableJson(undefined)).to.equal('null');
  });
});
