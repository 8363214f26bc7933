import { expect } from 'chai';
import { createSpokenFilter, type Spoken } from './spoken-text.ts';

interface Heard extends Spoken {
  readonly heard: string;
  readonly restarts: number;
}

/** What is heard of a text that comes in these pieces. */
function listenTo(pieces: readonly string[], isHeld = false): Heard {
  let heard = '';
  let restarts = 0;
  const onText = (text: string): void => void (heard += text);
  const onRestart = (): void => {
    heard = '';
    restarts += 1;
  };
  const filter = createSpokenFilter({ onText, onRestart, isHeld });
  for (const piece of pieces) filter.push(piece);
  return { ...filter.end(), heard, restarts };
}

/** In one piece, letter by letter, and cut in two at every place. */
function waysOf(text: string): string[][] {
  const letters = text.split('');
  return [[text], letters, ...letters.map((_letter, at) => [text.slice(0, at), text.slice(at)])];
}

describe('createSpokenFilter', () => {
  const SAID: readonly [string, string, string][] = [
    [
      'a plain text',
      'Hello, 3 < 4 and a [list] <b>x</b> of “analysis”.',
      'Hello, 3 < 4 and a [list] <b>x</b> of “analysis”.',
    ],
    ['a text that begins like a channel', 'analysis of your hair: fine', 'analysis of your hair: fine'],
    ['thoughts in tags', '<think>secret</think>\n\nHello.', 'Hello.'],
    ['thoughts in other tags', '<Thinking>secret</Thinking>Hello.', 'Hello.'],
    ['thoughts in brackets', '[THINK]secret[/THINK]Hello.', 'Hello.'],
    ['thoughts in triangles', '◁think▷secret◁/think▷Hello.', 'Hello.'],
    ['thoughts behind a beginning', 'Hello. <think>secret</think>Bye.', 'Hello. Bye.'],
    ['thoughts without an end', 'Hello. <think>secret', 'Hello. '],
    ['thoughts about tags and tools', '<think>secret </thinking> <tool_call>secret</think>Hello.', 'Hello.'],
    ['thoughts without a beginning', 'secret, secret\n</think>\n\nHello.', 'Hello.'],
    ['an end of thoughts by itself', '</think>Hello.', 'Hello.'],
    ['two ends of thoughts', '<think>secret</think>secret</think>Hello.', 'Hello.'],
    ['the end of a turn', 'Hello.<|im_end|>\n<|im_start|>user\nsecret', 'Hello.'],
    ['the end of a turn of others', 'Hello.<|eot_id|>secret', 'Hello.'],
    ['the end with wide signs', 'Hello.<｜end▁of▁sentence｜>secret', 'Hello.'],
    ['the end of a text', 'Hello.</s>secret', 'Hello.'],
    ['half an end', 'Hello.<|im_e', 'Hello.'],
    ['an end at the beginning', '<|im_end|>Hello.', 'Hello.'],
    ['the beginning of a turn', '<|im_start|>assistant\nHello.', 'Hello.'],
    ['the beginning of a turn of others', '<|start_header_id|>assistant<|end_header_id|>\n\nHello.', 'Hello.'],
    ['the beginning of a turn of yet others', '<start_of_turn>model\nHello.<end_of_turn>', 'Hello.'],
    ['a role', '<|assistant|>Hello.<|user|>secret', 'Hello.'],
    ['a box', '<|begin_of_box|>Hello.<|end_of_box|>', 'Hello.'],
    [
      'channels',
      '<|channel|>analysis<|message|>secret<|end|><|start|>assistant<|channel|>final<|message|>Hello.<|return|>secret',
      'Hello.',
    ],
    ['a channel without an end', '<|channel|>analysis<|message|>secret', ''],
    ['channels whose tokens were dropped', 'analysisThe secret.assistantfinalHello.', 'Hello.'],
  ];
  for (const [what, written, said] of SAID) {
    it(`says of ${what} what is meant for the user, wherever it is cut`, () => {
      for (const pieces of waysOf(written)) {
        for (const isHeld of [false, true]) {
          const { text, heard, hasToolCall } = listenTo(pieces, isHeld);
          expect({ text, heard, hasToolCall }, JSON.stringify(pieces)).to.deep.equal({
            text: said,
            heard: said,
            hasToolCall: false,
          });
        }
      }
    });
  }

  const CALLS = [
    'I look.<tool_call>{"name": "find_city"}</tool_call>',
    '<think>secret</think><tool_call>\n<function=find_city>',
    '<function=find_city>{"city": "Rome"}</function>',
    '[TOOL_CALLS][{"name": "find_city"}]',
    '<|python_tag|>find_city(city="Rome")',
    '<|tool_calls_section_begin|>functions.find_city:0',
    '<｜tool▁calls▁begin｜>function',
    '<|channel|>commentary to=functions.find_city <|constrain|>json<|message|>{"city":"Rome"}<|call|>',
    '<|start|>assistant to=functions.find_city<|channel|>commentary<|message|>{"city":"Rome"}<|call|>',
  ];
  for (const written of CALLS) {
    it(`finds the use of a tool in ${written}, and says nothing of it`, () => {
      for (const pieces of waysOf(written)) {
        const { heard, hasToolCall } = listenTo(pieces);
        expect({ heard, hasToolCall }, JSON.stringify(pieces)).to.deep.equal({
          heard: written.startsWith('I look.') ? 'I look.' : '',
          hasToolCall: true,
        });
      }
    });
  }

  it('takes back what it has passed on when it turns out to be thoughts, and passes on nothing before it is known if it shall not', () => {
    const pieces = ['secret ', 'secret</th', 'ink>Hello', ' you.'];
    expect(listenTo(pieces)).to.include({ heard: 'Hello you.', restarts: 1, isUnopened: true });
    expect(listenTo(pieces, true)).to.include({ heard: 'Hello you.', restarts: 0, isUnopened: true });
  });

  it('passes on at once what cannot become a token, also where it holds until the thoughts are over', () => {
    const heard: string[] = [];
    const listener = { onText: (text: string) => void heard.push(text), onRestart: () => undefined };
    const plain = createSpokenFilter({ ...listener, isHeld: false });
    for (const piece of ['Ciao, ', 'bella', ' <', 'b>']) plain.push(piece);
    expect(heard).to.deep.equal(['Ciao, ', 'bella', ' ', '<b>']);
    heard.length = 0;
    const held = createSpokenFilter({ ...listener, isHeld: true });
    for (const piece of ['<think>', 'secret', '</think>', 'Ciao, ', 'bella']) held.push(piece);
    expect(heard).to.deep.equal(['Ciao, ', 'bella']);
  });

  it('keeps for the model the thoughts that it has put between tags', () => {
    expect(listenTo(['<think>secret</think>Hello.']).withThoughts).to.equal('<think>secret</think>Hello.');
    expect(listenTo(['secret</think>Hello.']).withThoughts).to.equal('secret</think>Hello.');
    expect(listenTo(['Hello.'])).not.to.have.property('withThoughts');
  });
});
