import { tokenAt, type Token } from './control-tokens.ts';

/** Who hears what of an answer is meant for its user. */
interface Listener {
  readonly onText: (text: string) => void;
  /** What was heard so far does not count. */
  readonly onRestart: () => void;
  /**
   * Nothing is passed on before it is known to be said: of some models only the end of their thoughts is marked, so that
   * their thoughts look like an answer until then.
   */
  readonly isHeld: boolean;
}

/** What a model has written, told apart. */
export interface Spoken {
  /** What it says to the user. */
  readonly text: string;
  /** The same with its thoughts between their tags, as it wants to have it back; absent when it has not thought aloud. */
  readonly withThoughts?: string;
  /** A use of a tool stands in the text, where nobody can use it. */
  readonly hasToolCall: boolean;
  /** Only the end of its thoughts was marked. */
  readonly isUnopened: boolean;
}

/** Takes a text in pieces, wherever it is cut, and passes on what is said in it. */
export interface SpokenFilter {
  push(piece: string): void;
  /** The text comes from a server that keeps thoughts apart: nothing has to be held any more. */
  release(): void;
  end(): Spoken;
}

/** Where in its output a model is: it speaks, it thinks until a token, it names a channel, or it is done and goes on. */
type Place = 'said' | 'over' | { readonly until: (token: Token) => boolean } | { readonly header: string };

/**
 * Takes thoughts, control tokens and uses of tools out of what a model writes. A model whose server does not know its tokens
 * writes them into its answer: `<think>`, `</think>` without a beginning, `<|im_end|>`, the channels of harmony. None of
 * that reaches anybody: a piece that may become such a token is held until it is known.
 */
export function createSpokenFilter(listener: Listener): SpokenFilter {
  return new Filter(listener);
}

class Filter implements SpokenFilter {
  readonly #listener: Listener;
  #holds: boolean;
  /** What may yet become a token. */
  #pending = '';
  #place: Place = 'said';
  #text = '';
  #passedOn = 0;
  /** Everything but control tokens. */
  #own = '';
  #hasToken = false;
  #hasThought = false;
  #hasToolCall = false;
  #hasChannels = false;
  #isUnopened = false;
  #isBare = false;

  constructor(listener: Listener) {
    this.#listener = listener;
    this.#holds = listener.isHeld;
  }

  push(piece: string): void {
    this.#pending += piece;
    this.#consume(false);
    this.#pass();
  }

  release(): void {
    this.#holds = false;
    this.#pass();
  }

  end(): Spoken {
    this.#consume(true);
    this.release();
    return {
      text: this.#text,
      ...(this.#hasThought && { withThoughts: this.#own.trim() }),
      hasToolCall: this.#hasToolCall,
      isUnopened: this.#isUnopened,
    };
  }

  #consume(isLast: boolean): void {
    for (;;) {
      const isFirst = !this.#hasToken && this.#text === '' && this.#place === 'said';
      const found = tokenAt(this.#pending, { isLast, isFirst, isBare: this.#isBare });
      this.#write(this.#pending.slice(0, found.at));
      this.#pending = this.#pending.slice(found.at + found.raw.length);
      if (!found.token) return;
      this.#hasToken = true;
      this.#meet(found.token, found.raw);
    }
  }

  /** Plain text, by where it stands. */
  #write(piece: string): void {
    const place = this.#place;
    if (piece === '' || place === 'over') return;
    if (place === 'said') {
      const said = this.#text === '' && this.#hasToken ? piece.trimStart() : piece;
      this.#text += said;
      this.#own += said;
    } else if ('header' in place) this.#writeHeader(place, piece);
    else this.#own += piece;
  }

  /** The name of a role or a channel; that of a role ends with its line. */
  #writeHeader({ header }: { header: string }, piece: string): void {
    const lineEnd = this.#hasChannels ? -1 : piece.indexOf('\n');
    if (lineEnd < 0) {
      this.#place = { header: header + piece };
      return;
    }
    this.#place = 'said';
    this.#write(piece.slice(lineEnd + 1));
  }

  #meet(token: Token, raw: string): void {
    const place = this.#place;
    if (place === 'over') return;
    if (place === 'said' || 'header' in place) this.#act(token, raw, place === 'said' ? '' : place.header);
    else if (!place.until(token)) this.#own += raw;
    else if (token.kind === 'close') this.#endThought(raw);
    else {
      this.#place = 'said';
      this.#act(token, raw, '');
    }
  }

  /** What a token does where the model speaks, or names where it does. */
  #act(token: Token, raw: string, header: string): void {
    const hasSaid = this.#text.trim() !== '';
    switch (token.kind) {
      case 'open':
        this.#hasThought = true;
        this.#isBare = token.name === 'analysis';
        this.#own += raw;
        this.#place = { until: ({ kind, name }) => kind === 'close' && name === token.name };
        return;
      case 'close':
        return this.#takeBack(raw);
      case 'call':
        this.#hasToolCall = true;
        this.#place = 'over';
        return;
      case 'end':
        if (hasSaid) this.#place = 'over';
        return;
      case 'turn':
        this.#place = hasSaid ? 'over' : { header: '' };
        return;
      case 'channel':
        this.#hasChannels = true;
        this.#hasToolCall ||= TO_TOOL.test(header);
        this.#place = { header: '' };
        return;
      case 'message':
        return this.#beginMessage(header);
      case 'other':
    }
  }

  #endThought(raw: string): void {
    this.#own += raw;
    this.#isBare = false;
    this.#holds = false;
    this.#place = 'said';
  }

  /** The end of thoughts whose beginning is not marked: all of it was thought. */
  #takeBack(raw: string): void {
    if (this.#passedOn > 0) this.#listener.onRestart();
    this.#own += raw;
    this.#text = '';
    this.#passedOn = 0;
    this.#holds = false;
    this.#isUnopened = true;
    this.#hasThought = true;
  }

  /** What is written to a channel other than the last one is thought, or goes to a tool. */
  #beginMessage(header: string): void {
    this.#place = 'said';
    if (!this.#hasChannels) return;
    if (/^\s*final\b/.test(header)) {
      this.#holds = false;
      return;
    }
    this.#hasToolCall ||= TO_TOOL.test(header);
    this.#place = { until: ({ kind }) => kind === 'end' || kind === 'turn' || kind === 'channel' };
  }

  #pass(): void {
    if (this.#holds || this.#passedOn >= this.#text.length) return;
    const piece = this.#text.slice(this.#passedOn);
    this.#passedOn = this.#text.length;
    this.#listener.onText(piece);
  }
}

const TO_TOOL = /\bto=/;
