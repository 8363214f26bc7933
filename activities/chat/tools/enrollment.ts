import { z } from 'zod';
import type { Account } from '#contracts/accounts.ts';
import { ServiceType } from '#contracts/catalog.ts';
import { EnrollmentFields, type Enrollment } from '#contracts/enrollments.ts';
import { findService, type ServiceTypeName } from '#domain/catalog.ts';
import { needsLicense, needsOf } from '#domain/enrollment/needs.ts';
import { isEditableEnrollment } from '#domain/lifecycles/enrollment.ts';
import { needsWords } from '../enrollment-words.ts';
import {
  bodyOf,
  refusal,
  tool,
  type Found,
  type Refusal,
  type Tool,
  type ToolContext,
  type ToolOutcome,
} from './tool.ts';

/** An enrollment as the API shows it. */
export type EnrollmentBody = z.output<typeof Enrollment>;

/** How somebody stands on the way to a provider. */
export interface EnrollmentSummary {
  /** The one that is open, else the newest; null before the first. */
  readonly enrollment: EnrollmentBody | null;
  /** What is prepared and not approved yet. */
  readonly prepared: Readonly<Record<string, unknown>> | null;
  /** What the account knows; nothing of it is written before the person approves it. */
  readonly account: { readonly name: string; readonly email: string | null };
}

const role = 'enrollment' as const;
const { photos: _photos, ...WRITABLE } = EnrollmentFields.shape;

/** The tools of somebody who wants to become a provider. */
export const ENROLLMENT_TOOLS: readonly Tool[] = [
  tool({
    name: 'get_service_catalog',
    role,
    description: 'Shows every category with its services: licence, photos and usual price of each.',
    input: z.strictObject({}),
    use: async (_input, { read }) => {
      const catalog = bodyOf(await read('getCatalog'));
      return 'body' in catalog ? { data: catalog.body } : catalog;
    },
  }),
  tool({
    name: 'get_enrollment_summary',
    role,
    description:
      'Shows the enrollment of the person: what is written, what is missing, where it stands and why it was rejected, if it was.',
    input: z.strictObject({}),
    use: async (_input, context) => {
      const found = await findSummary(context);
      return 'body' in found ? { data: found.body } : found;
    },
  }),
  tool({
    name: 'update_enrollment',
    role,
    description:
      'Prepares what is written into the enrollment; a new one is begun when there is none. What is given replaces what is there, lists and objects as a whole, null takes it away, the rest stays. Images of the message become photos of the service in photosOf. Prices in minor units, hours by the clock of the time zone.',
    input: z.strictObject({ ...WRITABLE, photosOf: ServiceType.optional() }),
    use: prepareChange,
  }),
  tool({
    name: 'submit_enrollment',
    role,
    description: 'Prepares to hand the enrollment in, when nothing is missing and no change waits for approval.',
    input: z.strictObject({}),
    use: async (_input, context) => {
      const found = await findSummary(context);
      if (!('body' in found)) return found;
      const { enrollment, prepared } = found.body;
      if (!enrollment) return refusal('not_found', 'nothing is written yet');
      if (prepared) return refusal('conflict', 'a change waits for your approval; approve or cancel that first');
      const { id, revision, status, services, missing } = enrollment;
      if (!isEditableEnrollment(status)) return refusal('invalid_transition', `the enrollment is ${status}`);
      const open = needsWords(missing);
      if (open !== '') return refusal('enrollment_incomplete', `it still needs ${open}`, { missing });
      const timezone = enrollment.availability?.timezone ?? 'UTC';
      const about = { services, needsVerification: needsLicense(services), timezone };
      return { draft: { kind: 'submit_enrollment', target: id, body: { revision }, about } };
    },
  }),
];

type Change = Omit<EnrollmentFields, 'photos'> & { readonly photosOf?: ServiceTypeName | undefined };

async function prepareChange({ photosOf, ...given }: Change, context: ToolContext): Promise<ToolOutcome> {
  const found = await findSummary(context);
  if (!('body' in found)) return found;
  const { enrollment, prepared } = found.body;
  if (enrollment?.status === 'verified') return refusal('already_provider', 'you are a provider already');
  if (enrollment && !isEditableEnrollment(enrollment.status)) {
    return refusal('invalid_transition', `the enrollment is ${enrollment.status} and cannot be changed now`);
  }
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const { revision: _revision, ...before } = prepared ?? {};
  const written: Record<string, unknown> = { ...enrollment, ...before, ...said };
  const photos = addPhotos(context.media, written, photosOf);
  if (photos && 'refused' in photos) return photos;
  const body = { ...before, ...said, ...photos, ...(enrollment && { revision: enrollment.revision }) };
  const isEmpty = Object.keys(body).every((field) => field === 'revision');
  if (isEmpty) return refusal('validation_failed', 'nothing is to be written');
  const about = { missing: missingOf({ ...written, ...photos }) };
  return { draft: { kind: 'update_enrollment', target: enrollment?.id ?? null, body, about } };
}

/** The images that come now behind those that are there. Of which service they are must be said or clear. */
function addPhotos(
  media: readonly string[],
  written: Record<string, unknown>,
  photosOf: ServiceTypeName | undefined,
): { photos: EnrollmentBody['photos'] } | Refusal | undefined {
  if (media.length === 0) return undefined;
  const { photos = [], services = [] } = written as Partial<EnrollmentBody>;
  const shown = services
    .map(({ serviceType }) => serviceType)
    .filter((name) => (findService(name)?.minPhotos ?? 0) > 0);
  const serviceType = photosOf ?? (shown.length === 1 ? shown[0] : undefined);
  if (serviceType === undefined) {
    return refusal('validation_failed', 'say which service the images show the work of');
  }
  const fresh = media.filter((mediaId) => photos.every((photo) => photo.mediaId !== mediaId));
  const added = fresh.map((mediaId) => ({
    mediaId: mediaId as EnrollmentBody['photos'][number]['mediaId'],
    serviceType,
  }));
  return { photos: [...photos, ...added] };
}

/** What is still missing once what is prepared is approved. */
function missingOf(written: Record<string, unknown>): ReturnType<typeof needsOf> {
  const { fullName, email, services, location, availability, photos } = written as Partial<EnrollmentBody>;
  return needsOf({
    fullName: fullName ?? null,
    email: email ?? null,
    services: services ?? [],
    location: location ?? null,
    availability: availability ?? null,
    photos: photos ?? [],
  });
}

async function findSummary({ read, openDraft }: ToolContext): Promise<Found<EnrollmentSummary>> {
  const page = bodyOf<{ items: EnrollmentBody[] }>(await read('listEnrollments', { query: { limit: '5' } }));
  if (!('body' in page)) return page;
  const own = bodyOf<z.output<typeof Account>>(await read('getOwnAccount'));
  if (!('body' in own)) return own;
  const { items } = page.body;
  const enrollment = items.find(({ status }) => status !== 'verified') ?? items[0] ?? null;
  const draft = openDraft('update_enrollment');
  const isCurrent = draft !== undefined && draft.target === (enrollment?.id ?? null);
  const { name, email } = own.body;
  return { body: { enrollment, prepared: isCurrent ? draft.body : null, account: { name, email } } };
}
