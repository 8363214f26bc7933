import fs from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Loads the project's modules with mutants inside, again and again where a mutant acts while a module is loaded. */
export interface Modules {
  /** Which files would be different if this one were: itself and whatever imports it, over any number of steps. */
  readonly dependentsOf: (file: string) => ReadonlySet<string>;
  /** From now on these files are loaded anew. */
  readonly startGeneration: (anew: ReadonlySet<string>) => void;
  /** Imports a file as the present generation has it. */
  readonly load: (file: string) => Promise<void>;
}

/** Serves the sources in place of the files on disk, for this thread alone. */
export function installModules(
  project: string,
  sources: ReadonlyMap<string, string>,
  shims: ReadonlyMap<string, string>,
): Modules {
  const stripped = new Map<string, string>();
  const importers = new Map<string, Set<string>>();
  let generation = 0;
  let anew: ReadonlySet<string> = new Set();

  registerHooks({
    resolve(specifier, context, next) {
      const parent = fileOf(context.parentURL);
      const shim = shims.get(specifier);
      if (shim !== undefined && parent !== shim) return { url: pathToFileURL(shim).href, shortCircuit: true };
      const resolved = next(specifier, context);
      const file = fileOf(resolved.url);
      if (file === undefined) return resolved;
      if (parent !== undefined) importersOf(file).add(parent);
      return anew.has(file) ? { ...resolved, url: `${pathToFileURL(file).href}?generation=${generation}` } : resolved;
    },
    load(url, context, next) {
      const file = fileOf(url);
      if (!file?.endsWith('.ts')) return next(url, context);
      return { format: 'module', source: codeOf(file), shortCircuit: true };
    },
  });
  return { dependentsOf, startGeneration, load };

  function fileOf(url: string | undefined): string | undefined {
    if (url?.startsWith('file:') !== true) return undefined;
    const file = fileURLToPath(url.split('?')[0] ?? '');
    return file.startsWith(project + path.sep) && !file.includes('/node_modules/') ? file : undefined;
  }
  function importersOf(file: string): Set<string> {
    const known = importers.get(file) ?? new Set();
    importers.set(file, known);
    return known;
  }
  function codeOf(file: string): string {
    let code = stripped.get(file);
    if (code === undefined) {
      code = stripTypeScriptTypes(sources.get(file) ?? fs.readFileSync(file, 'utf8'));
      stripped.set(file, code);
    }
    return code;
  }
  function dependentsOf(file: string): ReadonlySet<string> {
    const found = new Set([file]);
    for (const each of found) for (const importer of importersOf(each)) found.add(importer);
    return found;
  }
  function startGeneration(files: ReadonlySet<string>): void {
    generation += 1;
    anew = files;
  }
  async function load(file: string): Promise<void> {
    const url = pathToFileURL(file).href;
    await import(anew.has(file) ? `${url}?generation=${generation}` : url);
  }
}
