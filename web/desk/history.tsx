import { Text } from '@mantine/core';
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '#web/api/hooks.ts';
import { itemsOf } from '#web/api/queries.ts';
import { ShowMore } from '#web/kit/show-more.tsx';
import { Timeline } from '#web/kit/timeline.tsx';
import { historyQuery, type HistoryOf } from './desk.queries.ts';

/** What happened to something, the oldest first, with who did it and why. */
export function History({ of, id }: { of: HistoryOf; id: string }) {
  const list = useSuspenseInfiniteQuery(historyQuery(useApi(), of, id));
  const events = itemsOf(list.data);
  if (events.length === 0) return <Text c="dimmed">Nothing has happened yet.</Text>;
  return (
    <>
      <Timeline events={events} />
      <ShowMore list={list} label="Show what happened later" />
    </>
  );
}
