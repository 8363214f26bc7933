import { categoryOf } from '#domain/catalog.ts';
import type { RequestDraft } from '#domain/intake/types.ts';

/** A request as the contract writes it, as far as it is there. */
interface RequestBody {
  readonly category?: RequestDraft['category'];
  readonly serviceType?: RequestDraft['serviceType'];
  readonly requirements?: { readonly specializations?: readonly string[]; readonly description?: string };
  readonly location?: { readonly city: string; readonly neighborhood?: string | null };
  readonly timing?: NonNullable<RequestDraft['timing']>;
  readonly budget?: NonNullable<RequestDraft['budget']> | null;
}

/** The draft that a body stands for: what is empty there was never said. */
export function toIntake(body: Readonly<Record<string, unknown>>): RequestDraft {
  const { category, serviceType, requirements, location, timing, budget } = body as RequestBody;
  const { specializations = [], description = '' } = requirements ?? {};
  const { urgency, preferredDates = [], preferredTimes = [] } = timing ?? {};
  const when = {
    ...(urgency && { urgency }),
    ...(preferredDates.length > 0 && { preferredDates }),
    ...(preferredTimes.length > 0 && { preferredTimes }),
  };
  const { city, neighborhood } = location ?? {};
  return {
    ...(category && { category }),
    ...(serviceType && { serviceType }),
    ...(specializations.length > 0 && { specializations }),
    ...(city && { location: { city, ...(neighborhood && { neighborhood }) } }),
    ...(Object.keys(when).length > 0 && { timing: when }),
    ...(budget && { budget }),
    ...(description !== '' && { description }),
  };
}

/** The fields of a tool's input that a draft stands for; null takes away what the draft does not have any more. */
export function toBody(draft: RequestDraft): Record<string, unknown> {
  const { serviceType, specializations = [], location, timing, budget, description = '' } = draft;
  const category = serviceType ? categoryOf(serviceType) : draft.category;
  const hasRequirements = specializations.length > 0 || description !== '';
  return {
    category: category ?? null,
    serviceType: serviceType ?? null,
    requirements: hasRequirements ? { specializations, description } : null,
    location: location ?? null,
    timing: timing ? toTiming(timing) : null,
    budget: budget?.max === undefined ? null : toBudget(budget, budget.max),
  };
}

function toTiming({ urgency, preferredDates = [], preferredTimes = [] }: NonNullable<RequestDraft['timing']>) {
  const implied = preferredDates.length > 0 ? 'specific_date' : 'flexible';
  return { urgency: urgency ?? implied, preferredDates, preferredTimes };
}

function toBudget({ min = 0, currency, flexibility }: NonNullable<RequestDraft['budget']>, max: number) {
  return { min: Math.min(min, max), max, currency, ...(flexibility && { flexibility }) };
}
