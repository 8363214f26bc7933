import { useForm, type UseFormReturnType } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { ProblemError } from '#web/api/problem-error.ts';
import type { DraftChanges } from './draft.ts';

/** What every form of a draft is given. */
export interface EditFormProps<Draft> {
  readonly draft: Draft;
  /** The part that the person wants to change; the focus goes there. */
  readonly field: string | undefined;
  readonly onSave: (changes: DraftChanges) => Promise<void>;
  readonly onCancel: () => void;
}

interface DraftFormOptions<Values> {
  readonly initialValues: Values;
  /** Messages by field; without any the values can be sent. */
  readonly validate?: (values: Values) => Record<string, string>;
  /** The changes; their paths are those of the form, behind `prefix`. */
  readonly toChanges: (values: Values) => DraftChanges;
  readonly prefix?: string;
  readonly onSave: (changes: DraftChanges) => Promise<void>;
  /** Closes the form when nothing was changed. */
  readonly onCancel: () => void;
}

/** A form whose submission changes the draft; what the API says of fields stands at them. */
export function useDraftForm<Values extends object>(options: DraftFormOptions<Values>) {
  const { initialValues, validate, toChanges, prefix = '', onSave, onCancel } = options;
  const form = useForm<Values>({ initialValues, ...(validate && { validate }) });
  const saving = useMutation({
    mutationFn: async (values: Values) => {
      const changes = toChanges(values);
      if (Object.keys(changes).length === 0) onCancel();
      else await onSave(changes);
    },
    onError: (error) => setChangeErrors(form, error, `action.changes.${prefix}`),
  });
  return { form, saving, onSubmit: form.onSubmit((values) => saving.mutate(values)) };
}

function setChangeErrors<Values>(form: UseFormReturnType<Values>, error: unknown, prefix: string): void {
  if (!(error instanceof ProblemError)) return;
  const own = Object.entries(error.formErrors).filter(([path]) => path.startsWith(prefix));
  form.setErrors(Object.fromEntries(own.map(([path, message]) => [path.slice(prefix.length), message])));
}
