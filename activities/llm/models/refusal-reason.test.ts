import { expect } from 'chai';
import type { LlmMessage } from '../types.ts';
import { refusalReason } from './refusal-reason.ts';

const messages: readonly LlmMessage[] = [
  { role: 'user', text: 'I am Wilhelmina, 0171 5554433, and my max is 80 for the "red room" at café Zoë' },
  { role: 'tool', callId: 'c1', name: 'get_offers', result: { note: 'Ring twice at Larkstreet' } },
];
const reasonOf = (body: unknown): string | undefined =>
  refusalReason(typeof body === 'string' ? body : JSON.stringify(body), { messages });

describe('refusalReason', () => {
  const CASES: readonly [string, unknown, string][] = [
    [
      'OpenAI',
      {
        error: {
          message:
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          type: 'invalid_request_error',
          param: 'max_tokens',
          code: 'unsupported_parameter',
        },
      },
      "invalid_request_error unsupported_parameter max_tokens: Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    ],
    [
      'Google',
      { error: { code: 400, message: 'Function call is missing a thought_signature.', status: 'INVALID_ARGUMENT' } },
      'INVALID_ARGUMENT: Function call is missing a thought_signature.',
    ],
    [
      'Anthropic',
      {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'messages: text content blocks must be non-empty' },
      },
      'invalid_request_error: messages: text content blocks must be non-empty',
    ],
    ['a list with one error', [{ error: { message: 'Invalid JSON payload' } }], 'Invalid JSON payload'],
    ['a bare text', { error: 'model requires more system memory' }, 'model requires more system memory'],
    [
      'one without a shell',
      { object: 'error', message: 'too many tokens', type: 'BadRequestError' },
      'BadRequestError: too many tokens',
    ],
    ['a detail', { detail: 'Not Found' }, 'Not Found'],
    [
      'details of fields',
      { detail: [{ loc: ['body', 'max_tokens'], msg: 'Extra inputs are not permitted', type: 'extra_forbidden' }] },
      'extra_forbidden body.max_tokens: Extra inputs are not permitted',
    ],
  ];
  for (const [whose, body, reason] of CASES) {
    it(`reads that of ${whose}`, () => expect(reasonOf(body)).to.equal(reason));
  }

  it('leaves out every word of the conversation and what looks like a key or a number of somebody', () => {
    const quoting = [
      'Invalid value "Wilhelmina, 0171 5554433" at messages[0]: red room (Wilhel...), caf\\u00e9 Zoë',
      'tool said Ring twice at LARKSTREET; write to zoe@example.org, +49171555443300',
      'Incorrect key: sk_1234567890abcdefghijklmnopqrstuvwxyz0123456789',
    ];
    for (const message of quoting) {
      const reason = reasonOf({ error: { message, code: 'Wilhelmina', param: 'messages[0]' } });
      expect(reason).to.match(/invalid value|tool|key/i);
      expect(reason).not.to.match(/wilhel|0171|555|red|room|caf|zo|ring|twice|larkstreet|example|sk_|abcdef/i);
    }
  });

  it('is silent about what is no error, and never long', () => {
    for (const body of ['', '<html>Bad gateway</html>', '"text"', 'null', {}, { error: {} }]) {
      expect(reasonOf(body)).to.equal(undefined);
    }
    expect(reasonOf({ error: { message: 'not supported '.repeat(1_000) } })?.length).to.equal(300);
  });
});
