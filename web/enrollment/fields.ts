import type { Schema } from '#web/api/client.ts';

export type Enrollment = Schema<'Enrollment'>;

/** Everything that an applicant writes, in the order of the steps. */
export const ENROLLMENT_FIELDS = [
  'services',
  'specializations',
  'location',
  'availability',
  'fullName',
  'businessName',
  'email',
  'phone',
  'address',
  'bio',
  'yearsExperience',
  'photos',
] as const;
export type EnrollmentField = (typeof ENROLLMENT_FIELDS)[number];
export type EnrollmentFields = Pick<Enrollment, EnrollmentField>;
export type EnrollmentChanges = Partial<EnrollmentFields>;

/** What an applicant has written. */
export function fieldsOf(enrollment: EnrollmentFields): EnrollmentFields {
  return pick(enrollment, ENROLLMENT_FIELDS);
}

/** The fields in which two versions differ. */
export function differing(one: EnrollmentFields, other: EnrollmentFields): EnrollmentField[] {
  return ENROLLMENT_FIELDS.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]));
}

/** Some of the fields alone. */
export function pick<Field extends EnrollmentField>(
  fields: EnrollmentFields,
  names: readonly Field[],
): Pick<EnrollmentFields, Field> {
  return Object.fromEntries(names.map((name) => [name, fields[name]])) as Pick<EnrollmentFields, Field>;
}
