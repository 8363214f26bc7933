/** One event of a stream. */
export interface StreamedEvent {
  readonly event: string;
  readonly data: string;
}

/** Reads server-sent events of an answer. `EventSource` cannot send an access token. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamedEvent> {
  let rest = '';
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = (rest + value).split('\n\n');
      rest = events.pop() ?? '';
      for (const each of events) yield* eventIn(each);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Comments and `retry` are no events. */
function* eventIn(text: string): Generator<StreamedEvent> {
  const fields = new Map(
    text.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
    }),
  );
  const data = fields.get('data');
  if (data !== undefined) yield { event: fields.get('event') ?? 'message', data };
}
