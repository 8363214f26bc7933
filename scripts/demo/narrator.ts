/** Takes the lines of the demo. */
export type Print = (line: string) => void;

/** Tells the story: numbered steps, and what happened in each. */
export interface Narrator {
  title(text: string): void;
  step(text: string): void;
  say(text: string): void;
  /** Something to look up later: a link, an id. */
  note(label: string, text: string): void;
  table(rows: readonly (readonly string[])[]): void;
}

const STYLES = { bold: 1, dim: 2, green: 32, cyan: 36 } as const;
const INDENT = '     ';

/** Writes plain lines, or coloured ones where somebody looks at a terminal. */
export function createNarrator(print: Print, colours: boolean): Narrator {
  let steps = 0;
  return { title, step, say, note, table };

  function paint(style: keyof typeof STYLES, text: string): string {
    return colours ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text;
  }

  function title(text: string): void {
    print(paint('bold', text));
  }

  function step(text: string): void {
    steps += 1;
    print('');
    print(`${paint('green', String(steps).padStart(3))}  ${paint('bold', text)}`);
  }

  function say(text: string): void {
    for (const line of text.split('\n')) print(`${INDENT}${line}`);
  }

  function note(label: string, text: string): void {
    print(`${INDENT}${paint('dim', `${label}:`)} ${paint('cyan', text)}`);
  }

  function table(rows: readonly (readonly string[])[]): void {
    const columns = Math.max(0, ...rows.map((row) => row.length));
    const widths = Array.from({ length: columns }, (_, column) =>
      Math.max(...rows.map((row) => row[column]?.length ?? 0)),
    );
    for (const row of rows) {
      const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
      print(`${INDENT}${cells.join('  ')}`.trimEnd());
    }
  }
}
