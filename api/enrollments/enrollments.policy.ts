import type { ApiDeps } from '#api/deps.ts';
import type { OwnershipRule } from '#api/http/access.ts';
import { Problem } from '#api/http/problem.ts';
import { isAdmin } from '#api/shared/reader.ts';
import { findEnrollment, type EnrollmentRow } from './enrollments.queries.ts';

/** An enrollment and the side on which the caller has to do with it; the applicant stands on the consumer's. */
export interface SeenEnrollment<Side extends 'consumer' | 'admin' = 'consumer' | 'admin'> {
  readonly row: EnrollmentRow;
  readonly side: Side;
}

declare module '#api/http/access.ts' {
  interface OwnedResources {
    /** The applicant whose enrollment it is. */
    enrollmentOwner: SeenEnrollment<'consumer'>;
    /** That applicant or an operator. */
    enrollmentReader: SeenEnrollment;
  }
}

/** Lets the applicant and operators through. */
export const enrollmentReader: OwnershipRule<ApiDeps, SeenEnrollment> = async (deps, actor, { id = '' }) => {
  const row = await findEnrollment(deps.orm, id);
  if (!row) throw new Problem('not_found', 'there is no such enrollment');
  if (row.applicantId === actor.id) return { row, side: 'consumer' };
  if (isAdmin(actor)) return { row, side: 'admin' };
  throw new Problem('not_yours', 'the enrollment is of somebody else');
};

/** Lets only the applicant through. */
export const enrollmentOwner: OwnershipRule<ApiDeps, SeenEnrollment<'consumer'>> = async (deps, actor, params) => {
  const { row, side } = await enrollmentReader(deps, actor, params);
  if (side !== 'consumer') throw new Problem('not_yours', 'this is for whoever enrolls');
  return { row, side };
};
