import { randomBytes } from 'node:crypto';

/** Strings that are nowhere else in the world, by the place where a person or an operator put them in. */
export interface Marks {
  /** A new one; letters and digits only, so that it looks the same in a URL, in JSON and in a mail address. */
  make(name: string): string;
  /** Something secret that the product itself has made. */
  learn(name: string, secret: string | undefined): void;
  all(): readonly Mark[];
}

/** One string to look for. */
export interface Mark {
  readonly name: string;
  readonly secret: string;
}

const MIN_LENGTH = 8;

/** An empty list of marks. */
export function createMarks(): Marks {
  const marks: Mark[] = [];
  return { make, learn, all: () => marks };

  function make(name: string): string {
    const secret = `cnry${randomBytes(8).toString('hex')}`;
    learn(name, secret);
    return secret;
  }

  function learn(name: string, secret: string | undefined): void {
    if (secret === undefined || secret.length < MIN_LENGTH) throw new Error(`${name} is nothing to look for`);
    marks.push({ name, secret });
  }
}
