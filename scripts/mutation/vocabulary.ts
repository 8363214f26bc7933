import type { Ignorer } from '@stryker-mutator/api/ignore';

/** Files that know words. */
const isVocabulary = (file: string): boolean => file.startsWith('domain/intake/') || file === 'domain/mailbox.ts';

interface Node {
  readonly type: string;
  readonly [child: string]: unknown;
}

interface Place {
  readonly node: Node;
  readonly parentPath: Place | null;
  getFunctionParent(): Place | null;
}

const LITERALS: ReadonlySet<string> = new Set(['StringLiteral', 'NumericLiteral', 'BooleanLiteral']);

/**
 * Leaves out the entries of lists of words: strings of an array of strings, and all plain data in the tables of a module. Which
 * words belong there is judged by sentences. A list as a whole and the code that uses it have their mutants.
 */
export function entriesOfVocabularies(files: readonly string[]): Ignorer {
  let begun = 0;
  return {
    shouldIgnore(path) {
      const { node, parentPath } = path as unknown as Place;
      if (node.type === 'Program') begun += 1; // files come one after the other
      if (!parentPath || !isVocabulary(files[begun - 1] ?? '') || !isData(node)) return undefined;
      const isEntry =
        isTable(parentPath.node) && (isListOfWords(parentPath.node) || !(path as unknown as Place).getFunctionParent());
      return isEntry ? 'an entry of a list of words' : undefined;
    },
  };
}

const isTable = ({ type }: Node): boolean => type === 'ArrayExpression' || type === 'ObjectProperty';

const isListOfWords = ({ type, elements }: Node): boolean =>
  type === 'ArrayExpression' && (elements as (Node | null)[]).every((element) => element?.type === 'StringLiteral');

/** True for what is written without a name, a call or a function. */
function isData(node: Node | null): boolean {
  if (!node) return false;
  if (LITERALS.has(node.type)) return true;
  if (node.type === 'ArrayExpression') return (node.elements as (Node | null)[]).every(isData);
  if (node.type === 'ObjectExpression') return (node.properties as Node[]).every(isData);
  if (node.type === 'ObjectProperty') return node.computed !== true && isData(node.value as Node);
  if (node.type === 'BinaryExpression') return isData(node.left as Node) && isData(node.right as Node);
  return false;
}
