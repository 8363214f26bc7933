import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { IconRefresh } from '#web/kit/icons.ts';
import { ButtonLink } from '#web/kit/links.tsx';
import { Page } from '#web/kit/page.tsx';
import { RowsSkeleton } from '#web/kit/rows.tsx';
import { Section } from '#web/kit/section.tsx';
import { PAGES } from '#web/pages.ts';
import { DeskNumbers, DeskNumbersSkeleton } from './desk-numbers.tsx';
import { Worklist } from './worklist.tsx';

/** What waits for an operator: in numbers, then one by one, the oldest first. */
export function DeskPage() {
  const queryClient = useQueryClient();
  return (
    <Page
      title="Desk"
      lead="What needs an operator."
      actions={
        <>
          <ButtonLink variant="default" to={PAGES.deskPairs.path}>
            Arranged pairs
          </ButtonLink>
          <Button
            variant="default"
            leftSection={<IconRefresh size={18} aria-hidden />}
            onClick={() => void queryClient.invalidateQueries({ queryKey: ['admin'] })}
          >
            Refresh
          </Button>
        </>
      }
    >
      <Section title="In numbers" hideTitle isPlain skeleton={<DeskNumbersSkeleton />}>
        <DeskNumbers />
      </Section>
      <Section title="Needs a person" isPlain skeleton={<RowsSkeleton />}>
        <Worklist />
      </Section>
    </Page>
  );
}
