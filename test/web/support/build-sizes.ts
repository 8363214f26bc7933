import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** What has to be fetched of a build, in bytes as they travel (gzip). */
export interface BuildSizes {
  /** The script of the page and everything that it cannot begin without. */
  readonly firstScripts: number;
  /** All styles together. */
  readonly styles: number;
  /** What the pages of each slice bring beside that: their own chunk, and all that it cannot begin without. */
  readonly pages: ReadonlyMap<string, { readonly own: number; readonly all: number; readonly files: number }>;
}

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const PAGES_OF_A_SLICE = /^\w+\/([\w-]+)\.pages\.tsx$/;

/** Reads the sizes from the manifest that Vite writes beside a build. */
export function buildSizes(folder: string): BuildSizes {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    Chunk
  >;
  const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry === true);
  if (entry === undefined) throw new Error('the build has no entry');
  const first = neededBy(entry);
  const styles = new Set(fs.readdirSync(path.join(folder, 'assets')).filter((name) => name.endsWith('.css')));
  return {
    firstScripts: sizeOf(first),
    styles: sum([...styles].map((name) => gzipped(`assets/${name}`))),
    pages: new Map(Object.keys(manifest).flatMap((name) => pagesOf(name))),
  };

  function pagesOf(name: string): [string, { own: number; all: number; files: number }][] {
    const [, slice] = PAGES_OF_A_SLICE.exec(name) ?? [];
    if (slice === undefined) return [];
    const beside = new Set([...neededBy(name)].filter((each) => !first.has(each)));
    return [[slice, { own: sizeOf(new Set([name])), all: sizeOf(beside), files: beside.size }]];
  }

  /** A chunk and all that it imports, directly or not. */
  function neededBy(name: string, known = new Set<string>()): Set<string> {
    if (known.has(name)) return known;
    known.add(name);
    for (const other of manifest[name]?.imports ?? []) neededBy(other, known);
    return known;
  }

  function sizeOf(names: ReadonlySet<string>): number {
    return sum([...names].map((name) => gzipped(manifest[name]?.file ?? '')));
  }

  function gzipped(file: string): number {
    return gzipSync(fs.readFileSync(path.join(folder, file))).length;
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
