import type http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { LlmBehaviour, LlmReceived, SaidAnswer } from './llm-provider.ts';
import { ANTHROPIC_WIRE, GOOGLE_WIRE, OPENAI_WIRE, type Wire } from './llm-wires.ts';

const FLOOD_PIECE = 'x'.repeat(16_000);

/** Writes one answer of the fake provider as the API that was asked has it on the wire. */
export async function writeAnswer(
  response: http.ServerResponse,
  behaviour: LlmBehaviour,
  { path, body }: LlmReceived,
): Promise<void> {
  const wire = wireOf(path);
  const model = body.model ?? 'model';
  const isStream = body.stream === true || path.includes(':streamGenerateContent');
  const begun = (text: string): string => wire.opening(model) + wire.text(model, text);
  switch (behaviour.does) {
    case 'answer':
      return isStream ? stream(response, wire, model, behaviour) : whole(response, wire.whole(model, behaviour));
    case 'refuse':
      response.writeHead(behaviour.status, { 'content-type': 'application/json', ...behaviour.headers });
      response.end(JSON.stringify(behaviour.body ?? wire.refusal(behaviour.status)));
      return;
    case 'reset':
      response.destroy();
      return;
    case 'hang':
      return;
    case 'stall':
      begin(response);
      response.write(begun(behaviour.text));
      return;
    case 'drip':
      begin(response);
      response.write(wire.opening(model));
      for (let count = 1; !response.destroyed; count += 1) {
        response.write(wire.text(model, `word${count} `));
        await delay(behaviour.everyMs);
      }
      return;
    case 'cut':
      begin(response);
      response.write(begun(behaviour.text), () => response.destroy());
      return;
    case 'end_early':
      begin(response);
      response.end(begun(behaviour.text));
      return;
    case 'break':
      begin(response);
      response.end((behaviour.text === '' ? '' : begun(behaviour.text)) + wire.failure);
      return;
    case 'send':
      response.writeHead(200, { 'content-type': behaviour.isStream ? 'text/event-stream' : 'application/json' });
      response.end(behaviour.text);
      return;
    case 'babble':
      response.writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'application/json' });
      response.end(isStream ? 'data: {"choices":\n\n' : '<html>not what you asked for</html>');
      return;
    case 'flood':
      return flood(response, floodOf(wire, model, isStream), behaviour.bytes);
  }
}

/** Each API has paths of its own. */
function wireOf(path: string): Wire {
  if (/:(?:generateContent|streamGenerateContent)\b/.test(path)) return GOOGLE_WIRE;
  return path.endsWith('/messages') ? ANTHROPIC_WIRE : OPENAI_WIRE;
}

async function stream(response: http.ServerResponse, wire: Wire, model: string, answer: SaidAnswer): Promise<void> {
  begin(response);
  response.write(wire.opening(model) + (answer.thought ? wire.thought(model, answer.thought) : ''));
  for (const content of answer.pieces ?? answer.text?.split(/(?<= )/) ?? []) {
    response.write(wire.text(model, content));
    await delay(1); // so that pieces really come apart
  }
  response.end(wire.ending(model, answer));
}

function whole(response: http.ServerResponse, answer: object): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer));
}

interface Flood {
  readonly type: string;
  readonly first: string;
  readonly piece: string;
}

/** In pieces of a stream, or behind the beginning of a whole answer. */
function floodOf(wire: Wire, model: string, isStream: boolean): Flood {
  if (!isStream) return { type: 'application/json', first: wire.endless, piece: FLOOD_PIECE };
  return { type: 'text/event-stream', first: wire.opening(model), piece: wire.text(model, FLOOD_PIECE) };
}

async function flood(response: http.ServerResponse, { type, first, piece }: Flood, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': type });
  response.write(first);
  const closed = new Promise((resolve) => response.once('close', resolve));
  for (let sent = 0; sent < bytes && !response.destroyed; sent += FLOOD_PIECE.length) {
    const isFree = response.write(piece);
    if (!isFree) await Promise.race([new Promise((resolve) => response.once('drain', resolve)), closed]);
  }
  response.end();
}

const begin = (response: http.ServerResponse): unknown =>
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
