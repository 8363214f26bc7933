/** What is being written for somebody at this moment. It is a preview: the stored answer is the truth. */
export type LiveEvent =
  | {
      readonly kind: 'stream';
      readonly accountId: string;
      readonly turnId: string;
      readonly conversationId: string;
      /** Counts from 1; a retried attempt starts over with a higher one. */
      readonly attempt: number;
      /** Where the text begins in the whole text of its attempt, in UTF-16 units. */
      readonly offset: number;
      readonly text: string;
    }
  | {
      readonly kind: 'restart';
      readonly accountId: string;
      readonly turnId: string;
      readonly conversationId: string;
      readonly attempt: number;
    };

/** A kept piece of text. */
export type StreamPart = Omit<Extract<LiveEvent, { kind: 'stream' }>, 'kind'>;

/** Carries text from where it is written to where somebody reads it; forgets it after some minutes. */
export interface LiveChannel {
  /** Sends an event to every process that listens. Never throws; an outage is logged once. */
  publish(event: LiveEvent): Promise<void>;
  /** What is kept of a turn's newest attempt from an offset on, in order. Never throws. */
  read(turnId: string, fromOffset: number): Promise<StreamPart[]>;
  /** Hears every event once; the function that is returned ends it. */
  subscribe(listener: (event: LiveEvent) => void): () => void;
}

/** A channel that holds on to something. */
export interface ClosableLiveChannel extends LiveChannel {
  close(): void;
}

/** How long after its last word a turn can still be read. */
export const KEPT_MS = 10 * 60_000;

/** The parts of the newest attempt among events, from an offset on. */
export function newestParts(events: readonly LiveEvent[], fromOffset: number): StreamPart[] {
  const attempt = Math.max(0, ...events.map((event) => event.attempt));
  return events.flatMap((event) => {
    if (event.kind !== 'stream' || event.attempt !== attempt) return [];
    const { kind: _kind, ...part } = event;
    return part.offset + part.text.length > fromOffset ? [part] : [];
  });
}
