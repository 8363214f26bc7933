import { z } from 'zod';

const Call = z.looseObject({ function: z.looseObject({ arguments: z.unknown().optional() }) });
const Said = z.looseObject({ tool_calls: z.array(Call).nullish() }).nullish();
const Body = z.looseObject({ choices: z.array(z.looseObject({ message: Said, delta: Said })) });

/**
 * A `fetch` whose answers have the arguments of tools as text, as the chat completions API has them: some servers send the
 * object itself, or nothing where there are none, and the SDK would refuse the whole answer over it.
 */
export function withTextArguments(given: typeof fetch): typeof fetch {
  return async (...request) => {
    const answer = await given(...request);
    if (!answer.ok || !answer.body) return answer;
    if (answer.headers.get('content-type')?.includes('text/event-stream')) {
      const text = answer.body.pipeThrough(new TextDecoderStream()).pipeThrough(eachLine(mendedEvent));
      return new Response(text.pipeThrough(new TextEncoderStream()), answer);
    }
    return new Response(mended(await answer.text()), answer);
  };
}

/** A stream whose lines are changed one by one, however they were cut. */
function eachLine(change: (line: string) => string): TransformStream<string, string> {
  let held = '';
  return new TransformStream({
    transform(piece, controller) {
      const lines = (held + piece).split('\n');
      held = lines.pop() ?? '';
      for (const line of lines) controller.enqueue(`${change(line)}\n`);
    },
    flush(controller) {
      if (held !== '') controller.enqueue(change(held));
    },
  });
}

function mendedEvent(line: string): string {
  const [, start, data = ''] = /^(data: ?)(\{.*)$/.exec(line.trimEnd()) ?? [];
  return start === undefined ? line : start + mended(data);
}

function mended(text: string): string {
  if (!text.includes('"tool_calls"')) return text;
  const { data: body } = Body.safeParse(parsed(text));
  const calls = body?.choices.flatMap(({ message, delta }) => [
    ...(message?.tool_calls ?? []).map((call) => ({ call, isWhole: true })),
    ...(delta?.tool_calls ?? []).map((call) => ({ call, isWhole: false })),
  ]);
  const wrong = calls?.filter(({ call, isWhole }) => isWrong(call.function.arguments, isWhole)) ?? [];
  if (wrong.length === 0) return text;
  for (const { call } of wrong) {
    const { arguments: given } = call.function;
    call.function.arguments = given == null ? '' : JSON.stringify(given);
  }
  return JSON.stringify(body);
}

/** A piece may be without arguments; a whole answer may not. */
const isWrong = (given: unknown, isWhole: boolean): boolean => (given == null ? isWhole : typeof given !== 'string');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
