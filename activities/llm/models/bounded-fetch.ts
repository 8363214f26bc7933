import { Fault } from '../errors.ts';

interface Bounds {
  /** How long the server may say nothing. */
  readonly silenceMs: number;
  /** How much it may say. */
  readonly maxBytes: number;
}

/** What came of one exchange with a server, known even where a library wraps or swallows the error. */
export interface Exchange {
  readonly fetch: typeof fetch;
  /** The bound that was broken. */
  fault(): Fault | undefined;
  /** Bytes of answers with a good status; whoever has sent some may charge for them. */
  receivedBytes(): number;
}

/** A `fetch` for one exchange that ends when the server falls silent or says too much. Redirects are not followed. */
export function boundedFetch({ silenceMs, maxBytes }: Bounds): Exchange {
  let fault: Fault | undefined;
  let received = 0;
  return { fetch: bounded, fault: () => fault, receivedBytes: () => received };

  async function bounded(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    const ending = new AbortController();
    const end = (kind: 'timed_out' | 'too_large'): void => {
      fault ??= new Fault(kind);
      ending.abort(fault);
    };
    let silence = setTimeout(() => end('timed_out'), silenceMs);
    const heard = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => end('timed_out'), silenceMs);
    };
    const signal = AbortSignal.any([ending.signal, ...(init?.signal ? [init.signal] : [])]);
    signal.addEventListener('abort', () => clearTimeout(silence), { once: true });
    try {
      // a redirect would take the key and the conversation to whomever it names
      const answer = await fetch(input, { ...init, signal, redirect: 'manual' });
      heard();
      if (!answer.body) {
        clearTimeout(silence);
        return answer;
      }
      return new Response(
        answer.body.pipeThrough(counting(answer.ok, heard, end, () => clearTimeout(silence))),
        answer,
      );
    } catch (error) {
      clearTimeout(silence);
      throw error;
    }
  }

  function counting(
    isGood: boolean,
    heard: () => void,
    end: (kind: 'too_large') => void,
    done: () => void,
  ): TransformStream<Uint8Array, Uint8Array> {
    let total = 0;
    return new TransformStream({
      transform(chunk, controller) {
        heard();
        total += chunk.length;
        if (isGood) received += chunk.length;
        if (total > maxBytes) {
          end('too_large');
          controller.error(fault);
        } else controller.enqueue(chunk);
      },
      flush: done,
    });
  }
}
