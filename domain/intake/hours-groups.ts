import type { DayWindow } from '#domain/availability/types.ts';
import type { HoursItem } from './hours-items.ts';

/** Days, and what is said of all of them: their hours, or with none of these that they are closed. */
export interface HoursGroup {
  readonly weekdays: ReadonlySet<number>;
  readonly dates: ReadonlySet<string>;
  readonly windows: readonly DayWindow[];
}

interface Open {
  weekdays: Set<number>;
  dates: Set<string>;
  windows: DayWindow[];
  closed: boolean;
  /** What closes them stands before its days. */
  ruledOut?: 'not' | 'except' | undefined;
  /** "Except Wednesdays 10 to 2": hours in place of the others. */
  differs?: true;
  /** A comma or a stop came since the last day. */
  broken: boolean;
  first: 'days' | 'hours';
}

/**
 * Joins days and hours as they stand beside each other: "Mon 9-5, Sat 10-2" and "9-5 on Mondays, 10-2 on Saturdays".
 * Undefined when something is left over that could belong to more than one, or to none.
 */
export function hoursGroups(items: readonly HoursItem[]): HoursGroup[] | undefined {
  const groups: Open[] = [];
  for (const item of items) if (!place(item, groups)) return undefined;
  if (!everyGroupIsWhole(groups)) return undefined;
  const out = groups.filter(({ ruledOut, differs }) => ruledOut ?? differs);
  const kept = groups.filter((group) => !out.includes(group));
  for (const { weekdays, dates } of out) {
    for (const group of kept) {
      for (const day of weekdays) group.weekdays.delete(day);
      for (const date of dates) group.dates.delete(date);
    }
  }
  return [...kept, ...out];
}

/** Puts one item where it belongs; false when nobody can say where. */
function place(item: HoursItem, groups: Open[]): boolean {
  const last = groups.at(-1);
  switch (item.kind) {
    case 'unclear':
      return false;
    case 'break':
      if (last) last.broken = true;
      return true;
    case 'weekdays':
    case 'dates':
      addDays(item, last && takesDays(last) ? last : opened(groups, 'days'));
      return true;
    case 'window':
      return addWindow(item.window, groups);
    case 'closed':
      if (last && hasDays(last) && !isSaid(last)) last.closed = true;
      else if (!last?.closed || hasDays(last)) opened(groups, 'hours').closed = true;
      return true;
    case 'not':
    case 'except': {
      if (last?.ruledOut && !hasDays(last)) return true; // "but not", "no, not"
      const group = opened(groups, 'hours');
      group.closed = true;
      group.ruledOut = item.kind;
      return true;
    }
  }
}

function takesDays(group: Open): boolean {
  if (!isSaid(group)) return true;
  return group.first === 'hours' && !(hasDays(group) && group.broken);
}

function addDays(item: Extract<HoursItem, { kind: 'weekdays' | 'dates' }>, group: Open): void {
  if (item.kind === 'weekdays') for (const day of item.days) group.weekdays.add(day);
  else for (const date of item.dates) group.dates.add(date);
  group.broken = false;
}

function addWindow(window: DayWindow, groups: Open[]): boolean {
  const last = groups.at(-1);
  if (last?.ruledOut) {
    const waiting = groups.findLast((group) => hasDays(group) && !isSaid(group));
    if (waiting) waiting.windows.push(window);
    else if (last.ruledOut === 'except' && hasDays(last)) {
      last.windows.push(window);
      last.closed = false;
      last.ruledOut = undefined;
      last.differs = true;
    } else return false;
    return true;
  }
  if (last?.closed) {
    if (!hasDays(last) || !last.broken) return false; // "closed on Mondays 9 to 12"
  }
  const takes = last && !last.closed && (last.first === 'days' || !hasDays(last));
  (takes ? last : opened(groups, 'hours')).windows.push(window);
  return true;
}

/** Days at the end of which nothing is said share what was said before them: "closed Saturdays, Sundays". */
function everyGroupIsWhole(groups: Open[]): boolean {
  for (const [index, group] of groups.entries()) {
    const before = groups[index - 1];
    if (!hasDays(group)) {
      if (!(group.ruledOut && before && hasDays(before) && !isSaid(before))) return false; // "Sundays I don't work"
      before.closed = true;
      continue;
    }
    if (isSaid(group)) continue;
    const after = groups[index + 1];
    if (after?.ruledOut && !hasDays(after)) continue;
    if (!before || !isSaid(before) || before.first !== 'hours') return false;
    group.closed = before.closed;
    group.windows.push(...before.windows);
    group.first = 'hours';
  }
  return true;
}

const hasDays = ({ weekdays, dates }: Open): boolean => weekdays.size > 0 || dates.size > 0;
const isSaid = ({ windows, closed }: Open): boolean => closed || windows.length > 0;

function opened(groups: Open[], first: Open['first']): Open {
  const group: Open = { weekdays: new Set(), dates: new Set(), windows: [], closed: false, broken: false, first };
  groups.push(group);
  return group;
}
