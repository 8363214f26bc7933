import sharp from 'sharp';
import { z } from 'zod';
import { Session } from '#contracts/accounts.ts';
import { Enrollment } from '#contracts/enrollments.ts';
import type { DemoAccount } from '#db/seeds/demo-accounts.ts';
import { UserError } from '#platform/user-error.ts';
import { createClient } from '../demo/client.ts';
import { BROOKLYN } from '../demo/words.ts';

const PLUMBING = {
  serviceType: 'leak_repair',
  durationMinutes: 90,
  price: { min: 12_000, max: 25_000, currency: 'USD' },
  licenseNumber: 'NY-PL-20711',
};
const WORKDAY = [{ start: '08:00', end: '17:00' }];
const Uploaded = z.object({ id: z.string() });

/** Somebody enrolls with licensed work, so that an operator has something to decide. */
export async function enroll(baseUrl: string, { email, password, name }: DemoAccount): Promise<void> {
  const nobody = createClient(baseUrl);
  const { accessToken } = await nobody.post('/v1/auth/login', { email, password }, Session);
  const client = nobody.as(accessToken);
  const photos = [];
  for (const colour of ['#7d8f8a', '#a58f73']) {
    const { id: mediaId } = await upload(baseUrl, accessToken, await surface(colour));
    photos.push({ mediaId, serviceType: PLUMBING.serviceType });
  }
  const { id, revision } = await client.post(
    '/v1/enrollments',
    {
      fullName: name,
      businessName: 'Consumer Pipes',
      email,
      services: [PLUMBING],
      location: { ...BROOKLYN, serviceRadiusKm: 15 },
      availability: {
        timezone: 'America/New_York',
        schedule: { monday: WORKDAY, tuesday: WORKDAY, wednesday: WORKDAY, thursday: WORKDAY, friday: WORKDAY },
      },
      photos,
    },
    Enrollment,
  );
  await client.post(`/v1/enrollments/${id}/submit`, { revision }, Enrollment);
}

/** A plain surface: what is on the photo does not matter here. */
const surface = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 320, height: 240, channels: 3, background } })
    .png()
    .toBuffer();

async function upload(baseUrl: string, token: string, image: Buffer): Promise<z.output<typeof Uploaded>> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/png' };
  const answer = await fetch(`${baseUrl}/v1/media`, { method: 'POST', headers, body: new Uint8Array(image) });
  if (!answer.ok) throw new UserError(`The photo was answered with ${answer.status}.`);
  return Uploaded.parse(await answer.json());
}
