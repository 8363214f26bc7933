import { Connection } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';

/** All that a Temporal server tells of one run, as it is stored: nothing is decoded. */
export interface StoredRun {
  readonly workflowId: string;
  readonly runId: string;
  readonly events: readonly temporal.api.history.v1.IHistoryEvent[];
  /** Its line in the list of runs and its description, with memo, search attributes, summaries and what is pending. */
  readonly description: unknown;
}

/** A part of a message, and where it stands in it: `events.3.workflowExecutionStartedEventAttributes.input.payloads.0`. */
export interface Found<Part> {
  readonly path: string;
  readonly part: Part;
}

const PAGE = 200;

/** Every run of a namespace, open and closed, with its whole history. */
export async function storedRuns(address: string, namespace: string): Promise<StoredRun[]> {
  const connection = await Connection.connect({ address });
  const service = connection.workflowService;
  try {
    const runs: StoredRun[] = [];
    for await (const info of listed()) {
      const { workflowId, runId } = info.execution ?? {};
      const execution = { workflowId: workflowId!, runId: runId! };
      const described = await service.describeWorkflowExecution({ namespace, execution });
      runs.push({ ...execution, events: await historyOf(execution), description: [info, described] });
    }
    return runs;
  } finally {
    await connection.close();
  }

  async function* listed(): AsyncGenerator<temporal.api.workflow.v1.IWorkflowExecutionInfo> {
    let nextPageToken: Uint8Array | undefined;
    do {
      const page = { namespace, pageSize: PAGE, ...(nextPageToken && { nextPageToken }) };
      const answer = await service.listWorkflowExecutions(page);
      yield* answer.executions ?? [];
      nextPageToken = answer.nextPageToken?.length ? answer.nextPageToken : undefined;
    } while (nextPageToken);
  }

  async function historyOf(execution: { workflowId: string; runId: string }) {
    const events: temporal.api.history.v1.IHistoryEvent[] = [];
    let nextPageToken: Uint8Array | undefined;
    do {
      const page = { namespace, execution, ...(nextPageToken && { nextPageToken }) };
      const answer = await service.getWorkflowExecutionHistory(page);
      events.push(...(answer.history?.events ?? []));
      nextPageToken = answer.nextPageToken?.length ? answer.nextPageToken : undefined;
    } while (nextPageToken);
    return events;
  }
}

/** Every payload inside a message, wherever it stands. */
export function payloadsIn(message: unknown): Found<temporal.api.common.v1.IPayload>[] {
  return partsOf(message, '.temporal.api.common.v1.Payload') as Found<temporal.api.common.v1.IPayload>[];
}

/** Every failure inside a message, the causes of failures too. */
export function failuresIn(message: unknown): Found<temporal.api.failure.v1.IFailure>[] {
  return partsOf(message, '.temporal.api.failure.v1.Failure') as Found<temporal.api.failure.v1.IFailure>[];
}

function partsOf(message: unknown, type: string, path: readonly string[] = []): Found<unknown>[] {
  if (typeof message !== 'object' || message === null || ArrayBuffer.isView(message)) return [];
  const { $type } = message as { readonly $type?: { readonly fullName: string } }; // protobufjs says what a message is
  const own = $type?.fullName === type ? [{ path: path.join('.'), part: message }] : [];
  return [...own, ...Object.entries(message).flatMap(([name, part]) => partsOf(part, type, [...path, name]))];
}
