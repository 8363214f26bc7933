import { behind, behindOldest, type Position } from '#api/shared/keyset.ts';
import type { SqlReader } from '#db/transaction.ts';
import type { ServiceTypeName } from '#domain/catalog.ts';
import type { EnrolledHours, EnrolledService } from '#domain/enrollment/types.ts';
import type { EnrollmentStatus } from '#domain/lifecycles/enrollment.ts';

/** An enrollment with everything that is shown of it, as one statement reads it; instants as Postgres writes them. */
export interface EnrollmentRow {
  id: string;
  applicantId: string;
  fullName: string | null;
  businessName: string | null;
  bio: string;
  yearsExperience: number | null;
  email: string | null;
  phone: string | null;
  address: string | null;
  city: string | null;
  neighborhood: string | null;
  lat: number | null;
  lng: number | null;
  serviceRadiusKm: number | null;
  services: EnrolledService[];
  specializations: string[];
  timezone: string | null;
  schedule: EnrolledHours['schedule'] | null;
  photos: { mediaId: string; serviceType: ServiceTypeName }[];
  status: EnrollmentStatus;
  revision: number;
  editId: string | null;
  submittedAt: string | null;
  decidedAt: string | null;
  rejectionReason: string | null;
  providerId: string | null;
  createdAt: string;
}

const SELECT = `
  select e.id, e.account_id as "applicantId", e.full_name as "fullName", e.business_name as "businessName", e.bio,
         e.years_experience as "yearsExperience", e.email, e.phone, e.address, e.city, e.neighborhood, e.lat, e.lng,
         e.service_radius_km as "serviceRadiusKm", e.services, e.specializations, e.timezone, e.schedule, e.status,
         e.revision, e.edit_id as "editId", e.submitted_at as "submittedAt", e.decided_at as "decidedAt",
         e.rejection_reason as "rejectionReason", e.provider_id as "providerId", e.created_at as "createdAt",
         (select coalesce(json_agg(json_build_object('mediaId', p.media_id, 'serviceType', p.service_type)
                                   order by p.display_order), '[]')
            from enrollment_photos p where p.enrollment_id = e.id) as photos
    from enrollments e`;

/** One enrollment, whoever's it is. */
export async function findEnrollment({ em }: SqlReader, id: string): Promise<EnrollmentRow | undefined> {
  const [row]: EnrollmentRow[] = await em.execute(`${SELECT} where e.id = ?`, [id]);
  return row;
}

/** The one enrollment of an account that is not verified. */
export async function findOpenEnrollment({ em }: SqlReader, applicantId: string): Promise<EnrollmentRow | undefined> {
  const [row]: EnrollmentRow[] = await em.execute(`${SELECT} where e.account_id = ? and e.status <> 'verified'`, [
    applicantId,
  ]);
  return row;
}

interface EnrollmentsWanted {
  /** Those of everybody without it. */
  applicantId?: string | undefined;
  status?: EnrollmentStatus | undefined;
  after: Position | undefined;
  limit: number;
}

/** One page of enrollments and the row behind it, newest first. */
export async function listEnrollments(
  { em }: SqlReader,
  { applicantId, status, after, limit }: EnrollmentsWanted,
): Promise<EnrollmentRow[]> {
  const { sql, params } = behind('e', after);
  const wanted = [
    ...(applicantId === undefined ? [] : [['e.account_id = ?', applicantId] as const]),
    ...(status === undefined ? [] : [['e.status = ?', status] as const]),
  ];
  const conditions = ['true', ...wanted.map(([condition]) => condition)].join(' and ');
  return em.execute(`${SELECT} where ${conditions} ${sql} order by e.created_at desc, e.id desc limit ?`, [
    ...wanted.map(([, value]) => value),
    ...params,
    limit + 1,
  ]);
}

/** The same of everybody's that were submitted, the longest submitted first: as operators decide. */
export async function listSubmitted(
  { em }: SqlReader,
  { status, after, limit }: Omit<EnrollmentsWanted, 'applicantId'>,
): Promise<EnrollmentRow[]> {
  const { sql, params } = behindOldest('e', after, 'submitted_at');
  return em.execute(
    `${SELECT} where e.submitted_at is not null ${status === undefined ? '' : 'and e.status = ?'} ${sql}
      order by e.submitted_at, e.id limit ?`,
    [...(status === undefined ? [] : [status]), ...params, limit + 1],
  );
}
