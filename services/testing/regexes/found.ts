import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vitest/node';

/** A regular expression of ours and where it stands. */
export interface FoundRegex {
  source: string;
  flags: string;
  /** Files, from the root of the project, each once. */
  files: string[];
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** What only tests, measures, trains and shows meets no text from outside. */
const aside = /\.test\.tsx?$|\.d\.ts$|\/(testing|bench|eval|train|demo|migrations)\//;

/** Our files that may meet text from outside. */
export const ownFiles = (): string[] =>
  ['services', 'db'].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name}`)
      .filter((file) => /\.(tsx?|js)$/.test(file) && !aside.test(file)),
  );

/** As it would be written in code. */
export const written = ({ source, flags }: Pick<FoundRegex, 'source' | 'flags'>) => `/${source}/${flags}`;

/** Gathers each once, with its files. */
export class Gathered {
  readonly byText = new Map<string, FoundRegex>();

  add(source: string, flags: string, file: string): void {
    const text = written({ source, flags });
    const known = this.byText.get(text) ?? { source, flags, files: [] };
    if (!known.files.includes(file)) known.files.push(file);
    this.byText.set(text, known);
  }
}

/** Finds what stands in code. @returns the files that build others while they run */
export function gatherWritten(gathered: Gathered): string[] {
  const builders: string[] = [];
  for (const file of ownFiles()) {
    const lang = file.endsWith('x') ? 'tsx' : file.endsWith('js') ? 'js' : 'ts';
    for (const node of nodesOf(parseAst(readFileSync(`${root}${file}`, 'utf8'), { lang }, file))) {
      const { type, regex, callee } = node;
      if (type === 'Literal' && regex) gathered.add(regex.pattern, regex.flags, file);
      if (/^(New|Call)Expression$/.test(type) && callee?.name === 'RegExp') builders.push(file);
    }
  }
  return [...new Set(builders)];
}

interface Node {
  type: string;
  regex?: { pattern: string; flags: string };
  callee?: { name?: string };
}

function* nodesOf(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && typeof value.type === 'string') yield value as Node;
  for (const part of Object.values(value)) yield* nodesOf(part);
}

/** Notes what our code builds from now on, until the function that it gives is called. Import what builds them after it. */
export function gatherBuilt(gathered: Gathered): () => void {
  const Plain = globalThis.RegExp;
  const note = (made: RegExp) => {
    const file = /\/((?:services|db)\/[^:?)\s]+\.tsx?)/.exec(
      (new Error().stack ?? '').split('\n').filter((line) => !line.includes('/testing/regexes/'))[1] ?? '',
    )?.[1];
    if (file && !aside.test(file)) gathered.add(made.source, made.flags, file);
    return made;
  };
  globalThis.RegExp = new Proxy(Plain, {
    construct: (target, given, as) => note(Reflect.construct(target, given, as)),
    apply: (target, self, given) => note(Reflect.apply(target, self, given)),
  });
  return () => {
    globalThis.RegExp = Plain;
  };
}
