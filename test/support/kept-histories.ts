import fs from 'node:fs/promises';
import path from 'node:path';
import { HISTORIES_DIR } from './lives.ts';

/** What happened to a run whose history is kept. */
export interface KeptRun {
  readonly name: string;
  readonly workflow: string;
  /** What the workflow returned; `continued` where it went on as a new run, nothing while it ran on. */
  readonly end: string | undefined;
  /** Updates that were carried out, and signals. */
  readonly commands: readonly string[];
  /** Updates that were accepted and refused when their turn came. */
  readonly refused: readonly string[];
  readonly patches: readonly string[];
}

interface Payload {
  readonly data?: string;
}
interface Payloads {
  readonly payloads?: readonly Payload[];
}
/** Of the events of a history, what is read here. */
interface HistoryEvent {
  readonly workflowExecutionStartedEventAttributes?: { readonly workflowType: { readonly name: string } };
  readonly workflowExecutionCompletedEventAttributes?: { readonly result?: Payloads };
  readonly workflowExecutionContinuedAsNewEventAttributes?: object;
  readonly workflowExecutionSignaledEventAttributes?: { readonly signalName: string };
  readonly workflowExecutionUpdateAcceptedEventAttributes?: {
    readonly acceptedRequest: {
      readonly meta: { readonly updateId: string };
      readonly input: { readonly name: string };
    };
  };
  readonly workflowExecutionUpdateCompletedEventAttributes?: {
    readonly meta: { readonly updateId: string };
    readonly outcome: { readonly success?: object };
  };
  readonly markerRecordedEventAttributes?: {
    readonly markerName: string;
    readonly details: { readonly 'patch-data'?: Payloads };
  };
}

/** Every kept history, in the order of names. */
export async function keptRuns(): Promise<KeptRun[]> {
  const files = (await fs.readdir(HISTORIES_DIR)).filter((file) => file.endsWith('.json'));
  const runs = await Promise.all(
    files.map(async (file) => {
      const text = await fs.readFile(path.join(HISTORIES_DIR, file), 'utf8');
      return toRun(path.basename(file, '.json'), (JSON.parse(text) as { events: HistoryEvent[] }).events);
    }),
  );
  return runs.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function toRun(name: string, events: readonly HistoryEvent[]): KeptRun {
  const accepted = new Map(
    events.flatMap(({ workflowExecutionUpdateAcceptedEventAttributes: update }) =>
      update ? [[update.acceptedRequest.meta.updateId, update.acceptedRequest.input.name] as const] : [],
    ),
  );
  const updates = (isDone: boolean): string[] =>
    events.flatMap(({ workflowExecutionUpdateCompletedEventAttributes: update }) =>
      update && (update.outcome.success !== undefined) === isDone ? [accepted.get(update.meta.updateId) ?? ''] : [],
    );
  const signals = events.flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => signal?.signalName ?? []);
  return {
    name,
    workflow: events[0]?.workflowExecutionStartedEventAttributes?.workflowType.name ?? '',
    end: endOf(events.at(-1)),
    commands: [...updates(true), ...signals],
    refused: updates(false),
    patches: events.flatMap(({ markerRecordedEventAttributes: marker }) => {
      const data = marker?.markerName === 'core_patch' ? decoded(marker.details['patch-data']) : undefined;
      return data === undefined ? [] : [(data as { id: string }).id];
    }),
  };
}

/** The result as text: of a workflow without one it is `undefined`. */
function endOf(last: HistoryEvent | undefined): string | undefined {
  if (last?.workflowExecutionContinuedAsNewEventAttributes) return 'continued';
  const completed = last?.workflowExecutionCompletedEventAttributes;
  return completed && String(decoded(completed.result));
}

function decoded(payloads: Payloads | undefined): unknown {
  const data = payloads?.payloads?.[0]?.data;
  return data === undefined ? undefined : JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
}
