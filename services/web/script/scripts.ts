import { readFileSync } from 'node:fs';
import { addressByContent } from '../layout/assets.ts';

/**
 * What runs in the browser, a file each: plain modules that import nothing, so that nothing has to be built. Every page works without them.
 * `keys`: keyboard, on every page. `complete`: names and operators while a query is typed. `chart`: a span of time chosen on a
 * chart with the pointer, and charts as PNG. `notes`: notes of marks in a text, beside the marks.
 */
const names = ['keys', 'complete', 'chart', 'notes'] as const;
export type ScriptName = (typeof names)[number];

const contents = names.map((name) => readFileSync(new URL(`./${name}.js`, import.meta.url), 'utf8'));
const addresses = new Map(names.map((name, at) => [name, addressByContent(name, 'js', contents[at]!)]));

/** Scripts by the address that they are served at. */
export const scripts: ReadonlyMap<string, string> = new Map(
  names.map((name, at) => [addresses.get(name)!, contents[at]!]),
);

export const scriptAddress = (name: ScriptName): string => addresses.get(name)!;
