import type { Schema } from '#web/api/client.ts';
import type { Step } from '#web/kit/steps.tsx';

type ServiceRequest = Schema<'ServiceRequest'>;
type RequestForSteps = Pick<
  ServiceRequest,
  'status' | 'createdAt' | 'statusHistory' | 'matchedProviders' | 'openOffers'
>;

/** The list of matched providers is cut off there. */
const MOST_LISTED = 50;
const END_NAMES = { expired: 'Expired', cancelled: 'Cancelled' } as const;

/**
 * How far a request has come: sent, asked, offers, booked, each with its time. Where it ended otherwise, that stands in
 * place of what was not reached.
 */
export function requestSteps(
  request: RequestForSteps,
  firstAskedAt: string | undefined,
  timeOf: (at: string) => string,
): Step[] {
  const { status } = request;
  const steps = stepsWithTimes(request, firstAskedAt);
  const noteOf = (at: string | undefined) => (at === undefined ? {} : { note: timeOf(at) });
  const done = ({ name, at }: ReachedStep): Step => ({ name, state: 'done', ...noteOf(at) });
  if (status === 'expired' || status === 'cancelled') {
    const end: Step = { name: END_NAMES[status], state: 'failed', ...noteOf(lastTime(request, status)) };
    return [...steps.filter(({ at }) => at !== undefined).map(done), end];
  }
  // With offers in, it is the person's turn; otherwise what comes next is waited for.
  const current = status === 'offers_received' ? OFFERS : steps.findIndex(({ at }) => at === undefined);
  return steps.map((step, index): Step => {
    if (step.at !== undefined && index !== current) return done(step);
    return { name: step.name, state: index === current ? 'current' : 'ahead', ...noteOf(step.at) };
  });
}

interface ReachedStep {
  readonly name: string;
  /** When it was reached; undefined when it was not. */
  readonly at: string | undefined;
}

const OFFERS = 2;

function stepsWithTimes(request: RequestForSteps, firstAskedAt: string | undefined): ReachedStep[] {
  const { status, createdAt, matchedProviders, openOffers } = request;
  const asked = matchedProviders.length;
  const hasOffers = status === 'offers_received' || status === 'booked';
  return [
    { name: 'Sent', at: createdAt },
    { name: askedName(asked), at: asked > 0 ? (firstAskedAt ?? createdAt) : undefined },
    {
      name: status === 'offers_received' ? offersName(openOffers) : 'Offers',
      at: hasOffers || isOver(status) ? lastTime(request, 'offers_received') : undefined,
    },
    { name: 'Booked', at: status === 'booked' ? lastTime(request, 'booked') : undefined },
  ];
}

const isOver = (status: ServiceRequest['status']): boolean => status === 'expired' || status === 'cancelled';

function askedName(count: number): string {
  if (count === 0) return 'Providers asked';
  return `${count}${count >= MOST_LISTED ? ' or more' : ''} asked`;
}

const offersName = (count: number): string => (count === 1 ? '1 offer' : `${count} offers`);

function lastTime({ statusHistory }: RequestForSteps, status: ServiceRequest['status']): string | undefined {
  return statusHistory.findLast((change) => change.status === status)?.at;
}
