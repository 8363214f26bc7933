import { z } from 'zod';
import { duration, integer, oneOf, text, url, type Kind } from './kinds.ts';
import { optional, optionalSecret, setting, type Values } from './setting.ts';

/** Whose models can be asked. `compatible` is any server that speaks the chat completions API of OpenAI. */
const LLM_PROVIDERS = ['google', 'anthropic', 'openai', 'compatible'] as const;
export type LlmProvider = (typeof LLM_PROVIDERS)[number];

/** What models are asked for; answers are kept as long as their feature says. */
const LLM_FEATURES = ['chat', 'intake', 'offer'] as const;
export type LlmFeature = (typeof LLM_FEATURES)[number];

/** One model of the chain; its name is how it is configured, priced, counted and shown. */
export interface LlmModelName {
  readonly name: string;
  readonly provider: LlmProvider;
  readonly model: string;
}

/** What a model costs: millionths of a US dollar for a million tokens. */
export interface LlmPrice {
  readonly inputMicrosPerMTok: number;
  readonly outputMicrosPerMTok: number;
}

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const MODEL = new RegExp(`^(${LLM_PROVIDERS.join('|')}):([\\w./:@-]{1,100})$`);
const PRICE = /^([\w./:@-]{1,120})=(\d{1,12})\/(\d{1,12})$/;
const MICROS = 1_000_000;

const entriesOf = (list: string): string[] =>
  list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

const models: Kind<readonly LlmModelName[]> = {
  expects: `models as provider:model, separated by commas, each once, of ${LLM_PROVIDERS.join(', ')}`,
  schema: z.string().transform((list, ctx) => {
    const found = entriesOf(list).map((name) => {
      const [, provider, model = ''] = MODEL.exec(name) ?? [];
      if (provider === undefined) ctx.addIssue({ code: 'custom', message: `'${name}' is no model` });
      return { name, provider: provider as LlmProvider, model };
    });
    const twice = found.find(({ name }, index) => found.findIndex((each) => each.name === name) < index);
    if (twice) ctx.addIssue({ code: 'custom', message: `'${twice.name}' is there twice` });
    return found;
  }),
};

const prices: Kind<ReadonlyMap<string, LlmPrice>> = {
  expects: 'prices as model=input/output, separated by commas, in millionths of a dollar for a million tokens',
  schema: z.string().transform((list, ctx) => {
    const found = new Map<string, LlmPrice>();
    for (const entry of entriesOf(list)) {
      const [, name, input, output] = PRICE.exec(entry) ?? [];
      if (name === undefined) ctx.addIssue({ code: 'custom', message: `'${entry}' is no price` });
      else if (found.has(name)) ctx.addIssue({ code: 'custom', message: `'${name}' is there twice` });
      else found.set(name, { inputMicrosPerMTok: Number(input), outputMicrosPerMTok: Number(output) });
    }
    return found;
  }),
};

/** Dollars as they are written, kept as a whole number of millionths. */
const dollars: Kind<number> = {
  expects: 'an amount in US dollars such as 2.00',
  schema: z
    .string()
    .regex(/^\d{1,5}(\.\d{1,6})?$/)
    .transform((amount) => Math.round(Number(amount) * MICROS)),
};

const FEATURE_TTL = 'chat=1h,intake=1h,offer=1h';
const oneTtl = duration(0, 24 * HOUR_MS);
const lifetimes: Kind<Readonly<Record<LlmFeature, number>>> = {
  expects: `times such as ${FEATURE_TTL}, separated by commas, each from 0ms to 1d`,
  schema: z.string().transform((list, ctx) => {
    const found: Record<LlmFeature, number> = { chat: HOUR_MS, intake: HOUR_MS, offer: HOUR_MS };
    for (const entry of entriesOf(list)) {
      const [name = '', ttl = ''] = entry.split('=');
      const feature = LLM_FEATURES.find((each) => each === name.trim());
      const parsed = oneTtl.schema.safeParse(ttl.trim());
      if (feature && parsed.success) found[feature] = parsed.data;
      else ctx.addIssue({ code: 'custom', message: `'${entry}' is no lifetime` });
    }
    return found;
  }),
};

const key = (provider: string, env: string) =>
  optionalSecret(env, text, `no models of ${provider}`, `The key for models of ${provider}.`);
const address = (provider: string, env: string, standard: string) =>
  setting(env, url('https', 'http'), standard, `Where models of ${provider} are asked.`);

/** Which language models there are, what they may cost, and how long they may take. */
export const LLM_SETTINGS = {
  models: setting(
    'LLM_MODELS',
    models,
    '',
    'Models as `provider:model`, asked in this order (`google`, `anthropic`, `openai`, `compatible`); without any, the offline model answers alone.',
  ),
  prices: setting(
    'LLM_PRICES',
    prices,
    '',
    'What each model costs, as `provider:model=input/output` in millionths of a dollar for a million tokens; a model without a price is not run.',
  ),
  googleKey: key('Google', 'LLM_GOOGLE_KEY'),
  googleUrl: address('Google', 'LLM_GOOGLE_URL', 'https://generativelanguage.googleapis.com/v1beta'),
  anthropicKey: key('Anthropic', 'LLM_ANTHROPIC_KEY'),
  anthropicUrl: address('Anthropic', 'LLM_ANTHROPIC_URL', 'https://api.anthropic.com/v1'),
  openaiKey: key('OpenAI', 'LLM_OPENAI_KEY'),
  openaiUrl: address('OpenAI', 'LLM_OPENAI_URL', 'https://api.openai.com/v1'),
  compatibleKey: optionalSecret(
    'LLM_KEY',
    text,
    'the server is asked without a key',
    'The key for `compatible` models.',
  ),
  compatibleUrl: optional(
    'LLM_BASE_URL',
    url('https', 'http'),
    'required by `compatible` models',
    'Where `compatible` models are asked: a server that speaks the chat completions API of OpenAI, up to `/v1`.',
  ),
  compatibleLimit: setting(
    'LLM_LIMIT_FIELD',
    oneOf(['max_tokens', 'max_completion_tokens']),
    'max_tokens',
    'The field in which `compatible` models are told how long an answer may be; models of OpenAI take `max_completion_tokens`.',
  ),
  userDayMicros: setting(
    'LLM_USER_BUDGET',
    dollars,
    '2.00',
    'What the models may cost for one user and day (UTC), in US dollars.',
  ),
  dayMicros: setting(
    'LLM_DAY_BUDGET',
    dollars,
    '100.00',
    'What the models may cost for all users together in a day (UTC), in US dollars; after that the offline model answers.',
  ),
  conversationMicros: setting(
    'LLM_CONVERSATION_BUDGET',
    dollars,
    '0.50',
    'What the models may cost for one conversation, in US dollars.',
  ),
  maxOutputTokens: setting(
    'LLM_MAX_OUTPUT',
    integer(16, 100_000),
    '2000',
    'The most tokens that a model may write in one answer, what it thinks included.',
  ),
  deadlineMs: setting(
    'LLM_DEADLINE',
    duration(100, 60 * SECOND_MS),
    '60s',
    'How long the models together may take for one answer before the offline model gives it.',
  ),
  silenceMs: setting(
    'LLM_SILENCE',
    duration(50, 60 * SECOND_MS),
    '20s',
    'How long a model may say nothing before it is given up.',
  ),
  usageRetentionMs: setting(
    'LLM_USAGE_RETENTION',
    duration(2 * 24 * HOUR_MS, 3_650 * 24 * HOUR_MS),
    '90d',
    'How long it is kept what each call of a model has cost; after that a conversation keeps the sum.',
  ),
  cacheTtlMs: setting(
    'LLM_CACHE_TTL',
    lifetimes,
    FEATURE_TTL,
    'How long answers are kept for the same question of the same user, by what it was for; 0ms keeps none.',
  ),
} as const;
export type LlmSettings = Values<typeof LLM_SETTINGS>;

/** What a model costs, found by its whole name or by that behind the colon; nothing when nobody has said. */
export function priceOf(known: LlmSettings['prices'], { name, model }: LlmModelName): LlmPrice | undefined {
  return known.get(name) ?? known.get(model);
}

/** What is wrong with these settings together: a model that has no price, no key or no address is never run. */
export function llmFaults(llm: LlmSettings, isProduction: boolean): string[] {
  const { models: chain, prices: known } = llm as Partial<LlmSettings>;
  if (!chain || !known) return []; // what cannot be read is named already
  const needed = new Set(chain.map(({ provider }) => provider));
  const faults = chain
    .filter((each) => !priceOf(known, each))
    .map(({ name }) => `${LLM_SETTINGS.prices.env} has no price for '${name}', and without one it is not run`);
  for (const provider of LLM_PROVIDERS.filter((each) => needed.has(each))) {
    const [forKey, forUrl] = [LLM_SETTINGS[`${provider}Key`], LLM_SETTINGS[`${provider}Url`]];
    const [secret, base] = [llm[`${provider}Key`], llm[`${provider}Url`]];
    if (secret === undefined && provider !== 'compatible') faults.push(`${forKey.env} is missing`);
    if (base === undefined && provider === 'compatible') faults.push(`${forUrl.env} is missing`);
    if (isProduction && secret !== undefined && base?.startsWith('http:') && !isLoopback(base)) {
      faults.push(`${forUrl.env} must be https in production: a key goes there`);
    }
  }
  return faults;
}

const isLoopback = (base: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(base).hostname);
