import { useApi } from '#test/support/api.ts';
import { insertProvider } from '#test/support/factories.ts';
import { Slots } from '#contracts/providers.ts';
import { findFreeSlots } from '#api/providers/slots.ts';
import { findSlotsBasis } from '#api/providers/providers.queries.ts';
import { calendarOf } from '#db/calendar.ts';
import { freeSlots } from '#domain/availability/slots.ts';
describe('bench', () => {
  const f = useApi();
  it('x', async function () {
    this.timeout(300000);
    const p = await insertProvider(f.orm.em.fork(), { services: [{}, {}, {}] });
    const cpu = async (name: string, n: number, fn: () => unknown) => {
      for (let i = 0; i < 1000; i++) await fn();
      const a = process.cpuUsage();
      for (let i = 0; i < n; i++) await fn();
      const u = process.cpuUsage(a);
      console.log(name.padEnd(30), 'cpu us/op', Math.round((u.user + u.system) / n));
    };
    const nowMs = Date.now();
    const q = { providerId: p.id, nowMs, query: { serviceId: p.serviceIds[0]!, limit: 50 } as any };
    const range = { providerId: p.id, serviceId: p.serviceIds[0]!, fromMs: nowMs, toMs: nowMs + 1e9 };
    const basis = (await findSlotsBasis(f.orm, range))!;
    const s = await findFreeSlots(f.orm, q);
    await cpu('basis sql', 2000, () => findSlotsBasis(f.orm, range));
    await cpu('freeSlots', 2000, () => Array.from(freeSlots({ ...calendarOf(basis), busy: [], nowMs, durationMinutes: 60, fromMs: nowMs, toMs: nowMs + 14 * 864e5, limit: 50 })));
    await cpu('findFreeSlots', 2000, () => findFreeSlots(f.orm, q));
    await cpu('parse slots', 2000, () => Slots.parse(s));
    await cpu('stringify', 2000, () => JSON.stringify(s));
    console.log(JSON.stringify(basis.schedule).slice(0, 200));
  });
});
