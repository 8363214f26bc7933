import { expect } from 'chai';
import { z } from 'zod';
import { allRoutes } from '#api/routes.ts';
import { MAX_EXCEPTIONS, UpdateAvailability } from '#contracts/availability.ts';
import { textOf } from '#contracts/text.ts';
import { useApi } from '#test/support/api.ts';
import { testConfig } from '#test/support/config.ts';
import { largestJsonBytes } from './largest-json.ts';

describe('the largest body', () => {
  const fixture = useApi();

  it('that a contract allows is let through by the limit of every route', () => {
    const limit = testConfig().http.bodyLimitBytes;
    const bounded = allRoutes(fixture.deps)
      .filter(({ body }) => body !== undefined)
      .map(({ operationId, body, bodyLimitBytes = limit }) => ({
        operationId,
        bodyLimitBytes,
        largest: largestJsonBytes(body as z.ZodType),
      }))
      .filter(({ largest }) => Number.isFinite(largest));
    expect(bounded.length).to.be.greaterThan(20);
    expect(bounded.filter(({ largest, bodyLimitBytes }) => largest > bodyLimitBytes)).to.deep.equal([]);
  });

  it('is no smaller than what somebody can send', () => {
    const windows = Array.from({ length: 10 }, (_, n) => ({ start: `0${n}:00`, end: `0${n}:59` }));
    const exceptions = Array.from({ length: MAX_EXCEPTIONS }, (_, n) => {
      return { date: new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10), windows };
    });
    const hours = { timezone: 'America/Argentina/ComodRivadavia', schedule: { monday: windows }, exceptions };
    expect(UpdateAvailability.safeParse(hours).success).to.equal(true);
    expect(JSON.stringify(hours).length).to.be.greaterThan(100_000);
    expect(JSON.stringify(hours).length).to.be.at.most(largestJsonBytes(UpdateAvailability));
  });

  it('counts control characters and characters of four bytes as they are written', () => {
    const Text = z.strictObject({ text: textOf(100) });
    for (const character of ['\u0001', '😀', '"']) {
      const body = { text: `a${character.repeat(99)}` };
      expect(Text.safeParse(body).success).to.equal(true);
      expect(Buffer.byteLength(JSON.stringify(body))).to.be.at.most(largestJsonBytes(Text));
    }
    expect(largestJsonBytes(z.strictObject({ text: z.string() }))).to.equal(Infinity);
  });
});
