import { pngOf } from '#test/support/images.ts';
import type { Stage } from './people.ts';

const WEEK = { monday: [{ start: '09:00', end: '17:00' }] };

/** From a draft to a provider, over a rejection, with a mark in every field and in every reason. */
export async function enroll({ world, journal, marks }: Stage): Promise<void> {
  const as = await world.person();
  const operator = await world.person({ roles: ['consumer', 'admin'] });
  const { body: begun } = await journal.expect(201, 'POST', '/v1/enrollments', {
    as,
    body: { fullName: `Petra ${marks.make('the first name of an applicant')}` },
  });
  const at = `/v1/enrollments/${begun.id}`;
  const submit = (status: number, revision: number) =>
    journal.expect(status, 'POST', `${at}/submit`, { as, body: { revision } });
  await submit(409, 1);
  const photos = [];
  for (const colour of [1, 2]) {
    const image = new Uint8Array(pngOf(colour, { zzZz: marks.make('a photo of an applicant') }));
    const { body } = await journal.expect(201, 'POST', '/v1/media', {
      as,
      body: image,
      headers: { 'content-type': 'image/png' },
    });
    photos.push({ mediaId: body.id as string, serviceType: 'leak_repair' });
  }
  const written = {
    revision: 1,
    fullName: `Petra ${marks.make('the name of an applicant')}`,
    businessName: `Pipes ${marks.make('the business of an applicant')}`,
    bio: `I plumb. ${marks.make('the bio of an applicant')}`,
    email: `${marks.make('the mail address of an applicant')}@mail.example`,
    phone: `+1 555 ${marks.make('the phone number of an applicant')}`.slice(0, 40),
    address: `3 ${marks.make('the address of an applicant')} Street`,
    services: [
      {
        serviceType: 'leak_repair',
        name: `Leaks ${marks.make('the service of an applicant')}`,
        description: marks.make('the description of a service'),
        price: { min: 10_000, max: 30_000, currency: 'USD' },
        licenseNumber: marks.make('the number of a licence'),
      },
    ],
    specializations: [marks.make('a specialization of an applicant')],
    location: { city: 'New York', neighborhood: marks.make('the neighborhood of an applicant') },
    availability: { timezone: 'America/New_York', schedule: WEEK },
    photos,
  };
  await journal.expect(200, 'PATCH', at, { as, body: written });
  await journal.expect(409, 'PATCH', at, { as, body: { ...written, bio: marks.make('what came too late') } });
  await submit(200, 2);
  const reason = (what: string) => ({ as: operator, body: { reason: `Well. ${marks.make(what)}` } });
  await journal.expect(200, 'POST', `${at}/reject`, reason('the reason of a rejection'));
  await submit(200, 2);
  await journal.expect(200, 'GET', '/v1/admin/enrollments?status=pending_verification', { as: operator });
  await journal.expect(200, 'POST', `${at}/approve`, reason('the reason of an approval'));
  await journal.expect(409, 'POST', `${at}/reject`, reason('a reason that comes too late'));
  for (const path of ['', '/timeline']) await journal.expect(200, 'GET', `${at}${path}`, { as });
  await journal.expect(200, 'GET', '/v1/enrollments', { as });
}
