import { z } from 'zod';
import { ENROLLMENT_NEEDS } from '#domain/enrollment/needs.ts';
import { ENROLLMENT_STATUSES } from '#domain/lifecycles/enrollment.ts';
import { Email } from './accounts.ts';
import { ShownSchedule, WeeklyHours } from './availability.ts';
import { ServiceType } from './catalog.ts';
import { CurrencyCode, Instant, RadiusKm, Revision, TimeZone, WHEN_SOUND, withBothCoordinates } from './common.ts';
import { CREATE_ENROLLMENT_EXAMPLE, EDIT_ENROLLMENT_EXAMPLE, ENROLLMENT_EXAMPLE } from './enrollment-examples.ts';
import { AccountId, EnrollmentId, LinksWithWorkflow, MediaId, ProviderId } from './ids.ts';
import { pageOf, PageQuery } from './page.ts';
import { PlaceInput } from './places.ts';
import { textOf } from './text.ts';

export const EnrollmentStatus = z.enum(ENROLLMENT_STATUSES).meta({ id: 'EnrollmentStatus' });

const MAX_SERVICES = 10;
const MAX_PHOTOS = 50;

const isOnce = (values: readonly string[]): boolean =>
  new Set(values.map((each) => each.toLowerCase())).size === values.length;

const amount = z.int().nonnegative().max(100_000_000);
const Price = z
  .strictObject({ min: amount, max: amount, currency: CurrencyCode.default('USD') })
  .refine(({ min, max }) => min <= max, { error: 'must not be less than min', path: ['max'], ...WHEN_SOUND })
  .meta({ description: 'What it costs from and to, in minor units.' });

const Service = z.strictObject({
  serviceType: ServiceType,
  name: textOf(120).nullable().default(null).meta({ description: "The catalog's title if absent." }),
  description: textOf(2_000, 0).default(''),
  durationMinutes: z.int().min(15).max(1_440).default(60),
  price: Price.nullable().default(null),
  licenseNumber: textOf(60).nullable().default(null).meta({
    description: 'Needed where the catalog asks for a licence; shown to you and to operators only.',
  }),
});

const Location = withBothCoordinates(
  PlaceInput.extend({
    serviceRadiusKm: RadiusKm.default(15).meta({ description: 'How far you go for work.' }),
  }),
);

const Availability = z.strictObject({ timezone: TimeZone, schedule: WeeklyHours }).meta({
  description: 'When you work, by the clock of the time zone.',
});

const Photo = z.strictObject({
  mediaId: MediaId,
  serviceType: ServiceType.meta({ description: 'The service whose work it shows.' }),
});

const fields = {
  fullName: textOf(120).nullable().optional(),
  businessName: textOf(160).nullable().optional(),
  bio: textOf(2_000, 0).optional(),
  yearsExperience: z.int().nonnegative().max(80).nullable().optional(),
  email: Email.nullable().optional(),
  phone: textOf(40).nullable().optional(),
  address: textOf(300).nullable().optional(),
  services: z
    .array(Service)
    .max(MAX_SERVICES)
    .refine((services) => isOnce(services.map(({ serviceType }) => serviceType)), 'names a service twice')
    .optional(),
  specializations: z.array(textOf(60)).max(20).optional(),
  location: Location.nullable().optional(),
  availability: Availability.nullable().optional(),
  photos: z
    .array(Photo)
    .max(MAX_PHOTOS)
    .refine((photos) => isOnce(photos.map(({ mediaId }) => mediaId)), 'names an image twice')
    .meta({ description: 'Images that you have uploaded, in the order in which they are shown.' })
    .optional(),
};

/** All that can be written into an enrollment; what is absent stays as it was, null takes it away, a list replaces the list. */
export const EnrollmentFields = z.strictObject(fields);
export type EnrollmentFields = z.output<typeof EnrollmentFields>;

export const CreateEnrollment = z
  .strictObject(fields)
  .meta({ id: 'CreateEnrollment', examples: [CREATE_ENROLLMENT_EXAMPLE] });

/** What is absent stays as it was; null takes it away; an object or a list that is given replaces the whole of it. */
export const EditEnrollment = z
  .strictObject({ revision: Revision.meta({ description: 'The revision that you have changed.' }), ...fields })
  .refine(({ revision: _revision, ...changes }) => Object.values(changes).some((value) => value !== undefined), {
    error: 'must change something',
    ...WHEN_SOUND,
  })
  .meta({ id: 'EditEnrollment', minProperties: 2, examples: [EDIT_ENROLLMENT_EXAMPLE] });

export const SubmitEnrollment = z
  .strictObject({ revision: Revision.meta({ description: 'The revision that you hand in.' }) })
  .meta({ id: 'SubmitEnrollment', examples: [{ revision: 2 }] });

const reason = textOf(500, 3);
export const ApproveEnrollment = z
  .strictObject({ reason: reason.meta({ description: 'What was looked at; kept in the audit, for operators.' }) })
  .meta({ id: 'ApproveEnrollment', examples: [{ reason: 'The licence is in the public register.' }] });
export const RejectEnrollment = z
  .strictObject({ reason: reason.meta({ description: 'What the applicant has to change; shown to them.' }) })
  .meta({ id: 'RejectEnrollment', examples: [{ reason: 'The licence has run out. Please give the new number.' }] });

const Missing = z
  .strictObject({
    field: z.enum(ENROLLMENT_NEEDS),
    serviceType: ServiceType.nullable().meta({ description: 'The service that it is about, if it is about one.' }),
    count: z.int().positive().nullable().meta({ description: 'How many photos are missing.' }),
  })
  .meta({ id: 'MissingInEnrollment' });

export const EnrollmentAction = z.enum(['edit', 'submit', 'approve', 'reject']);

/** An enrollment as its applicant and operators see it. */
export const Enrollment = z
  .strictObject({
    id: EnrollmentId,
    applicantId: AccountId,
    fullName: z.string().nullable(),
    businessName: z.string().nullable(),
    bio: z.string(),
    yearsExperience: z.int().nonnegative().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
    services: z.array(
      z.strictObject({
        serviceType: ServiceType,
        name: z.string().nullable(),
        description: z.string(),
        durationMinutes: z.int().positive(),
        price: z.strictObject({ min: z.int(), max: z.int(), currency: CurrencyCode }).nullable(),
        licenseNumber: z.string().nullable(),
      }),
    ),
    specializations: z.array(z.string()),
    location: z
      .strictObject({
        city: z.string(),
        neighborhood: z.string().nullable(),
        lat: z.number().nullable(),
        lng: z.number().nullable(),
        serviceRadiusKm: z.number(),
      })
      .nullable(),
    availability: z.strictObject({ timezone: z.string(), schedule: ShownSchedule }).nullable(),
    photos: z.array(z.strictObject({ mediaId: MediaId, serviceType: ServiceType })),
    status: EnrollmentStatus,
    revision: z.int().positive().meta({ description: 'Grows with every change.' }),
    missing: z.array(Missing).meta({ description: 'What it needs before it can be handed in.' }),
    needsVerification: z.boolean().meta({ description: 'A service needs a licence, so an operator has to look.' }),
    submittedAt: Instant.nullable(),
    decideBy: Instant.nullable().meta({ description: 'Until when an operator decides, while one has to.' }),
    decidedAt: Instant.nullable(),
    rejectionReason: z.string().nullable().meta({ description: 'Why it was rejected, until it is handed in again.' }),
    providerId: ProviderId.nullable().meta({ description: 'The provider that it has made.' }),
    createdAt: Instant,
    allowedActions: z.array(EnrollmentAction),
    links: LinksWithWorkflow,
  })
  .meta({ id: 'Enrollment', examples: [ENROLLMENT_EXAMPLE] });
export const EnrollmentPage = pageOf(Enrollment, 'EnrollmentPage');
export const EnrollmentQuery = PageQuery.extend({
  status: EnrollmentStatus.optional().meta({ description: 'Only enrollments that stand there now.' }),
});
/** How operators read the list: newest first, or as they decide, the longest submitted first and drafts left out. */
export const AdminEnrollmentQuery = EnrollmentQuery.extend({
  order: z.enum(['newest', 'submitted']).default('newest').meta({
    description: '`newest`: the last begun first. `submitted`: the longest submitted first; drafts are left out.',
    default: 'newest',
  }),
});
