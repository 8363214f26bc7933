import type { ChatRole } from '#domain/chat.ts';

/** One thing that happens in the mix. */
export type Moment =
  | {
      /** What is said, in a conversation of its own unless it goes on with the last one. */
      readonly says: string;
      readonly as?: ChatRole;
      readonly goesOn?: true;
      /** Sent so often at the same moment, each in a conversation of its own: two devices, an impatient finger. */
      readonly times?: number;
    }
  /** Something changes for this person behind the conversations. */
  | { readonly happens: 'request' | 'offer' };

/** A day of one person, in its order. */
export interface Day {
  readonly who: string;
  readonly isProvider?: true;
  readonly moments: readonly Moment[];
}

const OFFERS = 'Show me the offers';
const STATUS = 'How is my request doing?';
const LEADS = 'Do I have new leads?';
const CATALOG = 'Which licence does each of your services need?';

const says = (text: string, more: { as?: ChatRole; goesOn?: true; times?: number } = {}): Moment => ({
  says: text,
  ...more,
});
const asks = (...texts: readonly string[]): Moment[] => texts.map((text) => says(text));

/**
 * Eight people of one day. It is made by hand, after what such a product is used for, and never changed to suit a figure:
 * those who wait look again and again (each time the application opens, a conversation begins with one of its ready
 * questions), what they wait for changes in between, some press twice, and everybody also says things that nobody said before.
 */
export const RECORDED_MIX: readonly Day[] = [
  {
    who: 'Ann waits for offers and looks often',
    moments: [
      says('I need a haircut, curly hair, Brooklyn, this weekend, $60-80'),
      { happens: 'request' },
      ...asks(STATUS, OFFERS, OFFERS, STATUS, OFFERS, OFFERS, STATUS),
      { happens: 'offer' },
      ...asks(OFFERS, OFFERS, STATUS, OFFERS, OFFERS, STATUS),
      says('Who of them is free on Saturday?', { goesOn: true }),
      { happens: 'offer' },
      ...asks(OFFERS, OFFERS, OFFERS, STATUS, STATUS),
    ],
  },
  {
    who: 'Ben presses twice',
    moments: [
      { happens: 'request' },
      says(STATUS, { times: 2 }),
      says(OFFERS, { times: 2 }),
      says(OFFERS, { times: 2 }),
      { happens: 'offer' },
      says(OFFERS, { times: 3 }),
      says(STATUS, { times: 2 }),
      says('Thank you, I will think about it'),
    ],
  },
  {
    who: 'Cleo talks and hardly looks',
    moments: [
      says('Can you find somebody who cleans windows?'),
      says('A flat in Queens, four windows', { goesOn: true }),
      says('Next week, in the morning', { goesOn: true }),
      says('I need a plumber for a leaking tap in Manhattan'),
      says('What would that cost about?', { goesOn: true }),
      { happens: 'request' },
      ...asks(STATUS, STATUS),
    ],
  },
  {
    who: 'Dan, a provider, looks for work between his customers',
    isProvider: true,
    moments: [
      ...Array.from({ length: 9 }, () => says(LEADS, { as: 'provider' })),
      says('What should I ask for a deep cleaning?', { as: 'provider' }),
      ...Array.from({ length: 3 }, () => says(LEADS, { as: 'provider' })),
    ],
  },
  {
    who: 'Eva, a provider, has two devices',
    isProvider: true,
    moments: [
      says(LEADS, { as: 'provider', times: 2 }),
      says(LEADS, { as: 'provider', times: 2 }),
      says('Good morning', { as: 'provider' }),
      says(LEADS, { as: 'provider', times: 2 }),
    ],
  },
  {
    who: 'Finn thinks about becoming a provider',
    moments: [
      says(CATALOG, { as: 'enrollment' }),
      says('And how long does that take?', { as: 'enrollment', goesOn: true }),
      says(CATALOG, { as: 'enrollment' }),
      says(CATALOG, { as: 'enrollment' }),
      says('Do I have to live in New York?', { as: 'enrollment' }),
    ],
  },
  {
    who: 'Gil waits, and asks in many words',
    moments: [
      { happens: 'request' },
      ...asks(OFFERS, 'Are there any offers yet?', OFFERS, 'Any news?', 'Are there any offers yet?', 'Any news?'),
      { happens: 'offer' },
      ...asks('Any news?', OFFERS, 'Are there any offers yet?', OFFERS, OFFERS, 'Any news?'),
    ],
  },
  {
    who: 'Hana asks once and is gone',
    moments: [says('I need a photographer for a birthday in Brooklyn'), says('Not now, thank you', { goesOn: true })],
  },
];
