import { client } from '#test/support/http.ts';
import type { Bench } from './support/bench.ts';
import { countersOf } from './support/metrics-text.ts';
import { startModel } from './support/model.ts';
import { playDay } from './support/play-mix.ts';
import { prepareProduct } from './support/product.ts';
import { RECORDED_MIX } from './support/recorded-mix.ts';
import { milliseconds } from './support/timing.ts';
import { createWorld, type Person } from './support/world.ts';

/** Some more providers than those who talk, so that offers can be made. */
const PROVIDERS = 10;
const MODEL_MS = 300;

/** How often a model need not be asked because the same person has asked it the same: counted by the product's own metric. */
export const cache: Bench = {
  name: 'cache',
  title: `cache of model answers on a mix of ${RECORDED_MIX.length} people made by hand, played over the API without its pauses`,
  async run(context) {
    const product = await prepareProduct(context);
    const settings = await startModel(MODEL_MS, context);
    const whole = await product.startWhole(settings);
    const api = client(whole.ready.url);
    const consumers = RECORDED_MIX.filter(({ isProvider }) => !isProvider).length;
    const world = await createWorld(product, whole.ready.url, { consumers, providers: PROVIDERS });
    const free = { consumers: [...world.consumers], providers: [...world.providers] };
    const nextPerson = (isProvider = false): Person => (isProvider ? free.providers : free.consumers).pop()!;
    const people = RECORDED_MIX.map(({ isProvider }) => nextPerson(isProvider));

    context.note('playing the mix');
    let messages = 0;
    const ms = await milliseconds(async () => {
      const sent = await Promise.all(RECORDED_MIX.map((day, place) => playDay(api, world, people[place]!, day)));
      messages = sent.reduce((sum, count) => sum + count, 0);
    });
    const { body } = await api.get<string>('/metrics');
    const from = countersOf(body, 'proxie_llm_answers_total', 'from');
    const [hits = 0, misses = 0] = [from.get('cache'), from.get('model')];
    return [
      { what: 'messages', unit: '', value: messages },
      { what: 'answers from the cache', unit: '', value: hits },
      { what: 'answers of the model', unit: '', value: misses },
      {
        what: 'answers of the offline model',
        unit: '',
        value: (from.get('degraded') ?? 0) + (from.get('offline') ?? 0),
      },
      { what: 'hit rate', unit: '%', value: (100 * hits) / (hits + misses), judgedBy: 'aim: above 60 %' },
      { what: 'the whole mix', unit: 's', value: ms / 1_000 },
    ];
  },
};
