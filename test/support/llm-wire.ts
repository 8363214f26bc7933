import type http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { LlmBehaviour, LlmReceived, SaidAnswer } from './llm-provider.ts';

const FLOOD_PIECE = 'x'.repeat(16_000);

/** Writes one answer of the fake provider as the API has it on the wire. */
export async function writeAnswer(
  response: http.ServerResponse,
  behaviour: LlmBehaviour,
  { body }: LlmReceived,
): Promise<void> {
  const model = body.model ?? 'model';
  switch (behaviour.does) {
    case 'answer':
      return body.stream ? stream(response, model, behaviour) : whole(response, model, behaviour);
    case 'refuse':
      response.writeHead(behaviour.status, { 'content-type': 'application/json', ...behaviour.headers });
      response.end(JSON.stringify({ error: { message: `status ${behaviour.status}`, type: 'error', code: null } }));
      return;
    case 'reset':
      response.destroy();
      return;
    case 'hang':
      return;
    case 'stall':
      begin(response);
      response.write(event(chunk(model, { content: behaviour.text })));
      return;
    case 'drip':
      begin(response);
      for (let count = 1; !response.destroyed; count += 1) {
        response.write(event(chunk(model, { content: `word${count} ` })));
        await delay(behaviour.everyMs);
      }
      return;
    case 'cut':
      begin(response);
      response.write(event(chunk(model, { content: behaviour.text })), () => response.destroy());
      return;
    case 'end_early':
      begin(response);
      response.end(event(chunk(model, { content: behaviour.text })));
      return;
    case 'break':
      begin(response);
      response.write(event(chunk(model, { content: behaviour.text })));
      response.end(event({ error: { message: 'overloaded', type: 'server_error', param: null, code: null } }));
      return;
    case 'babble':
      response.writeHead(200, { 'content-type': body.stream ? 'text/event-stream' : 'application/json' });
      response.end(body.stream ? 'data: {"choices":\n\n' : '<html>not what you asked for</html>');
      return;
    case 'flood':
      return flood(response, model, body.stream === true, behaviour.bytes);
  }
}

async function stream(response: http.ServerResponse, model: string, answer: SaidAnswer): Promise<void> {
  begin(response);
  for (const content of answer.pieces ?? answer.text?.split(/(?<= )/) ?? []) {
    response.write(event(chunk(model, { content })));
    await delay(1); // so that pieces really come apart
  }
  if (answer.refusal !== undefined) response.write(event(chunk(model, { refusal: answer.refusal })));
  for (const [index, { id, type, function: called }] of callsOf(answer).entries()) {
    const half = Math.ceil(called.arguments.length / 2);
    const first = { index, id, type, function: { name: called.name, arguments: called.arguments.slice(0, half) } };
    response.write(event(chunk(model, { tool_calls: [first] })));
    const rest = { index, function: { arguments: called.arguments.slice(half) } };
    response.write(event(chunk(model, { tool_calls: [rest] })));
  }
  response.write(event(chunk(model, {}, finishOf(answer))));
  const usage = usageOf(answer);
  if (usage) response.write(event({ ...chunk(model, {}), choices: [], usage }));
  response.end('data: [DONE]\n\n');
}

async function whole(response: http.ServerResponse, model: string, answer: SaidAnswer): Promise<void> {
  const calls = callsOf(answer);
  const message = {
    role: 'assistant',
    content: answer.text ?? answer.pieces?.join('') ?? null,
    ...(answer.refusal !== undefined && { refusal: answer.refusal }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
  const choices = [{ index: 0, message, finish_reason: finishOf(answer) }];
  const usage = usageOf(answer);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({ id: 'a', object: 'chat.completion', created: 1, model, choices, ...(usage && { usage }) }),
  );
}

async function flood(response: http.ServerResponse, model: string, isStream: boolean, bytes: number): Promise<void> {
  if (isStream) begin(response);
  else {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"choices":[{"message":{"role":"assistant","content":"');
  }
  const closed = new Promise((resolve) => response.once('close', resolve));
  for (let sent = 0; sent < bytes && !response.destroyed; sent += FLOOD_PIECE.length) {
    const isFree = response.write(isStream ? event(chunk(model, { content: FLOOD_PIECE })) : FLOOD_PIECE);
    if (!isFree) await Promise.race([new Promise((resolve) => response.once('drain', resolve)), closed]);
  }
  response.end();
}

const begin = (response: http.ServerResponse): unknown =>
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

const chunk = (model: string, delta: object, finish: string | null = null) => ({
  id: 'a',
  object: 'chat.completion.chunk',
  created: 1,
  model,
  choices: [{ index: 0, delta, finish_reason: finish }],
});

const callsOf = ({ calls = [] }: SaidAnswer) =>
  calls.map(({ name, input = {}, raw }, index) => ({
    id: `call_${index}`,
    type: 'function' as const,
    function: { name, arguments: raw ?? JSON.stringify(input) },
  }));

const finishOf = ({ finish, calls }: SaidAnswer): string => finish ?? (calls?.length ? 'tool_calls' : 'stop');

function usageOf({ usage = { prompt: 100, completion: 20 } }: SaidAnswer) {
  if (usage === 'none') return undefined;
  const { prompt, completion } = usage;
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}
