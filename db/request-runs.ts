import type { RequestStatus } from '#domain/lifecycles/request.ts';
import { REQUEST_WORKFLOW, requestWorkflowId } from '#workflows/request/messages.ts';
import type { ServiceRequest } from './entities/service-request.entity.ts';
import { cityOf, workIn } from './known-places.ts';
import type { OutboxEntry } from './outbox.ts';

/** What the run of a request is listed by. */
export interface RequestOfRun {
  id: string;
  status: RequestStatus;
  category: string;
  serviceType: string;
  city: string;
  consumerId: string;
}

/** What the run of the request of a row is listed by. */
export function runOf({ id, status, category, serviceType, city, consumer }: ServiceRequest): RequestOfRun {
  return { id, status, category, serviceType, city, consumerId: consumer.id };
}

/** Something that has happened elsewhere and that the run has to know. */
export interface RunSignal {
  name: 'bookingLost' | 'hoursChanged' | 'standingChanged';
  input: object;
  /** For the list of runs, where the signal starts one. */
  because: string;
}

/** The order to start the run of a request, or to signal it and to start it where it does not run. */
export function requestRun(request: RequestOfRun, signal?: RunSignal): OutboxEntry {
  const { id, status, category, serviceType, city, consumerId } = request;
  return {
    workflowType: REQUEST_WORKFLOW,
    workflowId: requestWorkflowId(id),
    input: { requestId: id },
    attributes: { kind: 'request', status, category, consumerId, ...cityOf(city) },
    summary: `${workIn(serviceType, city)}${signal ? `: ${signal.because}` : ''}`,
    ...(signal && { signal: { name: signal.name, input: signal.input } }),
  };
}
