/** The counters of one name in what `/metrics` shows, by the value of one label; the other labels are added up. */
export function countersOf(metrics: string, name: string, label: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [, labels = '', value] of metrics.matchAll(new RegExp(`^${name}\\{(.*)\\} (\\S+)$`, 'gm'))) {
    const of = new RegExp(`(?:^|,)${label}="([^"]*)"`).exec(labels)?.[1];
    if (of !== undefined) found.set(of, (found.get(of) ?? 0) + Number(value));
  }
  return found;
}
