import type { WeeklySchedule } from '#domain/availability/types.ts';
import type { ServiceTypeName } from '#domain/catalog.ts';
import type { Currency } from '#domain/money.ts';

/** A service as somebody wants to offer it; what was not said yet is null. */
export interface EnrolledService {
  readonly serviceType: ServiceTypeName;
  /** The catalog's title when null. */
  readonly name: string | null;
  readonly description: string;
  readonly durationMinutes: number;
  /** In minor units. */
  readonly price: { readonly min: number; readonly max: number; readonly currency: Currency } | null;
  /** Personal: for the applicant and operators only. */
  readonly licenseNumber: string | null;
}

/** The week that repeats, by the applicant's own clock. */
export interface EnrolledHours {
  readonly timezone: string;
  readonly schedule: WeeklySchedule;
}

/** What an enrollment is judged by: nothing of it needs to be there yet. */
export interface EnrollmentContent {
  readonly fullName: string | null;
  readonly email: string | null;
  readonly services: readonly EnrolledService[];
  readonly location: { readonly city: string } | null;
  readonly availability: EnrolledHours | null;
  readonly photos: readonly { readonly serviceType: ServiceTypeName }[];
}
