import type { LlmRequest } from '../types.ts';

const MAX_BODY = 20_000;
const MAX_LENGTH = 300;
/** Names of fields and codes, as `error.param` has them: `messages[3].content`. */
const NAME = /^[\w.[\]/-]{1,60}$/;
/** Longer runs of letters and digits are keys, numbers of telephones and the like. */
const LONG = /^(?:\d{6,}|[^_]{25,}|.{41,})$/;

/** Words that say nothing of a person, whoever has used them: of the language, and of the errors of such servers. */
const PLAIN = new Set(
  `a an and any are as at be been body by call calls can cannot choices code content context could did do does each empty
   error exceed exceeded exceeds expected extra failed field fields first for format found from function functions generate
   given got grammar has have however id ids if in input instead invalid is it its json key last length less limit long
   longer max maximum message messages min minimum missing model models more most must name no not null number object of on
   one only or output parameter parameters parse pattern please property provide provided reasoning regex request requested
   required resource result results role roles schema set should string supported text support system than that the their there
   these this thought to token tokens tool tools too total type unable unexpected unknown unsupported use user value values
   was were when which with within without you your`.split(/\s+/),
);

/**
 * Why a provider has refused a request, as far as it may stand in a log: its codes and its sentence, in which every word of
 * the conversation is left out, for such a sentence may quote what somebody has said. Nothing when the body gives no reason.
 */
export function refusalReason(
  body: string | undefined,
  { messages }: Pick<LlmRequest, 'messages'>,
): string | undefined {
  const error = errorIn(body?.slice(0, MAX_BODY));
  if (!error) return undefined;
  const said = JSON.stringify(messages).toLowerCase();
  const names = [error.type, error.code, error.status, error.param].filter(
    (each): each is string => typeof each === 'string' && NAME.test(each) && isPublic(each, said),
  );
  const sentence = typeof error.message === 'string' ? withoutQuotes(error.message, said) : '';
  const reason = [[...new Set(names)].join(' '), sentence].filter((part) => part !== '').join(': ');
  return reason === '' ? undefined : reason.slice(0, MAX_LENGTH).toWellFormed();
}

interface ErrorBody {
  readonly message?: unknown;
  readonly type?: unknown;
  readonly code?: unknown;
  readonly status?: unknown;
  readonly param?: unknown;
}

/** Servers put their errors at different places. */
function errorIn(body = ''): ErrorBody | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined; // a page of some proxy
  }
  const [first] = Array.isArray(parsed) ? (parsed as unknown[]) : [parsed];
  if (typeof first !== 'object' || first === null) return undefined;
  const { error, detail, ...rest } = first as Record<string, unknown>;
  if (typeof error === 'string') return { message: error };
  if (typeof error === 'object' && error !== null) return error;
  if (typeof detail === 'string') return { message: detail };
  if (Array.isArray(detail)) {
    const { msg, type, loc } = (detail[0] ?? {}) as { msg?: unknown; type?: unknown; loc?: unknown };
    return { message: msg, type, param: Array.isArray(loc) ? loc.join('.') : undefined };
  }
  return rest;
}

/** Between words stands no letter and no digit; names of fields are one word. */
function withoutQuotes(message: string, said: string): string {
  return message
    .slice(0, 2 * MAX_LENGTH)
    .replaceAll(/[\p{L}\p{M}\p{N}_@]+/gu, (word) => (isPublic(word, said) ? word : '…'))
    .replaceAll(/(?:…[^\p{L}\p{N}]*){2,}/gu, '… ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function isPublic(word: string, said: string): boolean {
  const lower = word.toLowerCase();
  return PLAIN.has(lower) || (!LONG.test(word) && !word.includes('@') && !said.includes(lower));
}
