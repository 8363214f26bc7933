import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useCommand } from '#web/api/hooks.ts';
import type { Schema } from '#web/api/client.ts';
import { isProblem } from '#web/api/problem-error.ts';
import { toHours, toHoursValues, type Hours, type HoursValues } from '#web/kit/hours-form.ts';
import { capitalized } from '#web/kit/format.ts';
import type { OutsideOffer } from './outside-hours.ts';
import { openOffersQuery, ownProviderQuery, updateAvailability } from './provider.queries.ts';

type Availability = Schema<'OwnProvider'>['availability'];

/** What somebody else has saved meanwhile. */
export interface SavedMeanwhile {
  readonly revision: number;
  readonly hours: Hours;
}

const asText = (hours: Hours): string => JSON.stringify(toHours(toHoursValues(hours)));

/** The form of the hours: what stands in it, what is wrong with it, and saving it with all that can come of that. */
export function useHours({ availability }: { readonly availability: Availability }) {
  const [base, setBase] = useState(availability);
  const [values, setValues] = useState(() => toHoursValues(availability));
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [question, setQuestion] = useState<readonly OutsideOffer[]>();
  const [conflict, setConflict] = useState<SavedMeanwhile>();
  const findOutside = useOutsideOffers();
  const command = useSaving((saved) => {
    setBase(saved);
    setValues(toHoursValues(saved));
  });
  const isDirty = JSON.stringify(toHours(values)) !== asText(base);

  if (!isDirty && availability.revision > base.revision) {
    setBase(availability); // saved on another device
    setValues(toHoursValues(availability));
  }

  async function save(keepOfferedSlots?: boolean, revision = base.revision): Promise<void> {
    setErrors({});
    setConflict(undefined);
    const hours = toHours(values);
    try {
      if (keepOfferedSlots === undefined) {
        const outside = await findOutside(hours);
        if (outside.length > 0) return setQuestion(outside);
      }
      const body = { ...hours, revision, ...(keepOfferedSlots !== undefined && { keepOfferedSlots }) };
      await command.mutateAsync(body);
    } catch (error) {
      if (isProblem(error, 'validation_failed')) setErrors(error.formErrors);
      if (isProblem(error, 'stale_revision')) setConflict(savedMeanwhile(error.info));
    }
    setQuestion(undefined);
  }

  return {
    values,
    question,
    conflict,
    isDirty,
    isSaving: command.isPending,
    isSaved: command.isSuccess,
    failure: Object.keys(errors).length > 0 || conflict ? undefined : command.error,
    save,
    errorAt: (path: string) => capitalized(errors[path]),
    change: (changes: Partial<HoursValues>) => setValues((before) => ({ ...before, ...changes })),
    closeQuestion: () => setQuestion(undefined),
    reset: () => {
      setValues(toHoursValues(base));
      setErrors({});
    },
    /** Ends a conflict with what is saved. */
    takeSaved: () => {
      if (!conflict) return;
      setBase({ revision: conflict.revision, ...conflict.hours });
      setValues(toHoursValues(conflict.hours));
      setConflict(undefined);
    },
    /** Ends a conflict with what stands in the form. */
    saveMine: () => {
      if (conflict) setBase({ revision: conflict.revision, ...conflict.hours });
      return save(undefined, conflict?.revision);
    },
  };
}

function useSaving(onSaved: (availability: Availability) => void) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useCommand(
    'hours',
    async (key, body: Schema<'UpdateAvailability'>) => {
      const provider = await updateAvailability(api, body, key);
      queryClient.setQueryData(ownProviderQuery(api).queryKey, provider);
      onSaved(provider.availability);
      return provider;
    },
    { changes: ({ id }) => [['providers', id], ['offers']] },
  );
}

/** Finds the open offers with slots outside of some hours; the rule for it is fetched when it is needed. */
function useOutsideOffers() {
  const api = useApi();
  const queryClient = useQueryClient();
  return async (hours: Hours): Promise<readonly OutsideOffer[]> => {
    const { items } = await queryClient.fetchQuery({ ...openOffersQuery(api), staleTime: 0 });
    if (items.length === 0) return [];
    const { outsideHours } = await import('./outside-hours.ts');
    return outsideHours(hours, items);
  };
}

function savedMeanwhile(info: Readonly<Record<string, unknown>>): SavedMeanwhile {
  return { revision: info['revision'] as number, hours: info['availability'] as Hours };
}
