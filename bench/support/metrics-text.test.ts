import { expect } from 'chai';
import { Counter, Registry } from 'prom-client';
import { countersOf } from './metrics-text.ts';

describe('counters in what /metrics shows', () => {
  it('are found by one label, with the others added up and other names left alone', async () => {
    const registers = [new Registry()];
    const answers = new Counter({ name: 'answers_total', help: 'a', labelNames: ['feature', 'from'], registers });
    const others = new Counter({ name: 'more_answers_total', help: 'b', labelNames: ['from'], registers });
    answers.inc({ feature: 'chat', from: 'cache' }, 3);
    answers.inc({ feature: 'offer', from: 'cache' }, 4);
    answers.inc({ feature: 'chat', from: 'model' });
    others.inc({ from: 'cache' }, 100);
    const found = countersOf(await registers[0]!.metrics(), 'answers_total', 'from');
    expect(Object.fromEntries(found)).to.deep.equal({ cache: 7, model: 1 });
  });
});
