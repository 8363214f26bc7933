/** Words that a number before them counts, so that it is neither an hour, nor a day, nor a sum of money. */
export const COUNTED_UNITS: ReadonlySet<string> = new Set(
  (
    'hour hours hr hrs minute minutes min mins day days week weeks month months year years yrs ' +
    'mi mile miles km kms kilometer kilometers kilometre kilometres m meter meters metre metres ft feet foot yard yards ' +
    'block blocks sqm sq inch inches cm ' +
    'person persons people guest guests adult adults kid kids child children girls boys women men seniors ' +
    'room rooms bedroom bedrooms bed beds bathroom bathrooms bath baths floor floors storey storeys stories ' +
    'light lights lamp lamps bulbs photo photos shots pictures window windows ' +
    'cat cats dog dogs pet pets star stars percent %'
  ).split(' '),
);
