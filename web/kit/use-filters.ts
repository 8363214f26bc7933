import { useNavigate, useSearch } from '@tanstack/react-router';

/** The filters of a page, as texts. */
export type Filters = Readonly<Record<string, string | undefined>>;

/** The filters that the address names, and a way to change some of them; an empty one is taken out of the address. */
export function useFilters(): readonly [Filters, (changes: Filters) => void] {
  const filters: Filters = useSearch({ strict: false });
  const navigate = useNavigate();
  return [
    filters,
    (changes) => {
      const kept = Object.entries({ ...filters, ...changes }).filter(
        ([, value]) => value !== undefined && value !== '',
      );
      void navigate({ to: '.', search: Object.fromEntries(kept), replace: true });
    },
  ];
}
