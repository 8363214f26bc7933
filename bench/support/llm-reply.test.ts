import { expect } from 'chai';
import { asksFor, says } from '#test/support/llm-provider.ts';
import { replyTo } from './llm-reply.ts';
import { RECORDED_MIX } from './recorded-mix.ts';

const tools = ['get_offers', 'create_service_request'].map((name) => ({ function: { name, parameters: {} } }));
const said = (content: unknown) => ({ messages: [{ role: 'user', content }], tools });

describe('the model of the benches', () => {
  it('asks for the tool that the words name, however the words come', () => {
    expect(replyTo(said('Show me the offers'))).to.deep.equal(asksFor({ name: 'get_offers', input: {} }));
    expect(replyTo(said([{ type: 'text', text: 'Any offer?' }]))).to.deep.equal(
      asksFor({ name: 'get_offers', input: {} }),
    );
    const draft = asksFor({ name: 'create_service_request', input: { rawInput: 'I need a haircut' } });
    expect(replyTo(said('I need a haircut'))).to.deep.equal(draft);
  });

  it('answers when there is no tool for it, and when the tool has spoken', () => {
    expect(replyTo(said('How is my request doing?'))).to.deep.equal(replyTo(said('Thank you'))); // the tool is not offered
    const messages = [...said('Show me the offers').messages, { role: 'tool', content: '[]' }];
    expect(replyTo({ messages, tools })).to.deep.equal(says('So it stands: []'));
  });
});

describe('the recorded mix', () => {
  it('goes on only with a conversation that there is, and has offers only for a request', () => {
    for (const { who, moments } of RECORDED_MIX) {
      const kinds = moments.map((moment) =>
        'happens' in moment ? moment.happens : moment.goesOn ? 'goes on' : 'says',
      );
      const first = (kind: string): number => kinds.indexOf(kind as (typeof kinds)[number]);
      if (first('goes on') >= 0) expect(first('says'), who).to.be.within(0, first('goes on'));
      if (first('offer') >= 0) expect(first('request'), who).to.be.within(0, first('offer'));
    }
  });
});
