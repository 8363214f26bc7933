import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { atEnd } from './servers.ts';
import { writeAnswer } from './llm-wire.ts';

/** A tool that the model asks for; `raw` is sent as it is where the arguments shall be no proper JSON. */
export interface SaidCall {
  readonly name: string;
  readonly input?: unknown;
  readonly raw?: string;
  /** What the provider wants to have back with the call. */
  readonly signature?: string;
}

/** What a model thinks before it speaks, where its server keeps that apart. */
export interface SaidThought {
  readonly text: string;
  readonly signature?: string;
  /** The field of OpenAI's API in which it stands; `reasoning` comes with `reasoning_details`. */
  readonly field?: 'reasoning_content' | 'reasoning';
}

/** An answer in the form of the API. */
export interface SaidAnswer {
  readonly text?: string;
  /** The pieces in which a stream brings the text; by words if absent. */
  readonly pieces?: readonly string[];
  readonly calls?: readonly SaidCall[];
  readonly thought?: SaidThought;
  readonly finish?: 'stop' | 'length' | 'tool_calls' | 'content_filter';
  /** The refusal of a model, which OpenAI sends beside the text; with Google, why the question was blocked. */
  readonly refusal?: string;
  /** `none`: the provider does not count. */
  readonly usage?: { readonly prompt: number; readonly completion: number } | 'none';
}

/** What the server does with one request. */
export type LlmBehaviour =
  | ({ readonly does: 'answer' } & SaidAnswer)
  | {
      readonly does: 'refuse';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** In place of the usual body of the API. */
      readonly body?: object;
    }
  | { readonly does: 'reset' } // hangs up without a word
  | { readonly does: 'hang' } // takes the request and says nothing
  | { readonly does: 'stall'; readonly text: string } // says something, then nothing
  | { readonly does: 'drip'; readonly everyMs: number } // one word at a time, for ever
  | { readonly does: 'cut'; readonly text: string } // hangs up in the middle of a stream
  | { readonly does: 'end_early'; readonly text: string } // ends the stream properly, without saying why
  | { readonly does: 'break'; readonly text: string } // reports an error inside the stream, as its first word without a text
  | { readonly does: 'send'; readonly isStream: boolean; readonly text: string } // exactly this, with 200
  | { readonly does: 'babble' } // 200 with something that is not the API
  | { readonly does: 'flood'; readonly bytes: number }; // an answer of this size

/** What a client has sent. */
export interface LlmReceived {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: {
    readonly model?: string;
    readonly stream?: boolean;
    readonly max_tokens?: number;
    readonly max_completion_tokens?: number;
    readonly messages?: readonly { readonly role: string; readonly content?: unknown; readonly tool_calls?: unknown }[];
    readonly tools?: readonly { readonly function: { readonly name: string; readonly parameters: unknown } }[];
  };
}

type Script = LlmBehaviour | ((received: LlmReceived) => LlmBehaviour | Promise<LlmBehaviour>);

/**
 * A real server on loopback that speaks, streaming and not, the APIs of OpenAI (chat completions), Google (generateContent) and
 * Anthropic (messages), by the path that is asked, and does as it is told.
 */
export interface LlmProvider {
  /** The base URL, up to `/v1`. */
  readonly url: string;
  readonly received: readonly LlmReceived[];
  /** How many requests are under way. */
  readonly open: number;
  /** What the next requests meet, one after the other. */
  next(...scripts: readonly Script[]): void;
  /** What every request meets for which nothing else is said. */
  always(script: Script): void;
  /** Forgets what was said and received. */
  reset(): void;
  stop(): Promise<void>;
}

/** An answer with this text. */
export const says = (text: string, more: Omit<SaidAnswer, 'text'> = {}): LlmBehaviour => ({
  does: 'answer',
  text,
  ...more,
});
/** An answer that asks for these tools. */
export const asksFor = (...calls: readonly SaidCall[]): LlmBehaviour => ({ does: 'answer', calls });
/** A refusal with a status. */
export const refuses = (
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body?: object,
): LlmBehaviour => ({
  does: 'refuse',
  status,
  headers,
  ...(body && { body }),
});

/** Starts the server on a free port; it ends with the test run. */
export async function startLlmProvider(): Promise<LlmProvider> {
  const received: LlmReceived[] = [];
  const scripts: Script[] = [];
  const standard = says('Hello.');
  let otherwise: Script = standard;
  let open = 0;
  const server = http.createServer((request, response) => void serve(request, response));
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const provider: LlmProvider = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    received,
    get open() {
      return open;
    },
    next: (...more) => void scripts.push(...more),
    always: (script) => void (otherwise = script),
    reset() {
      received.length = 0;
      scripts.length = 0;
      otherwise = standard;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  atEnd(() => provider.stop());
  return provider;

  async function serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    open += 1;
    response.on('close', () => (open -= 1));
    response.on('error', () => undefined); // the client may hang up whenever it likes
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as LlmReceived['body'];
    const heard = { path: request.url ?? '', headers: request.headers, body };
    received.push(heard);
    const script = scripts.shift() ?? otherwise;
    await writeAnswer(response, typeof script === 'function' ? await script(heard) : script, heard);
  }
}
