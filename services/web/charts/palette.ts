import { readFileSync } from 'node:fs';

// A file has no stylesheet: its colours are those of the pages, written out.

const schemes = ['light', 'dark'] as const;
/** Colours of a file. */
export type FileScheme = (typeof schemes)[number];
export const fileScheme = (given: string | undefined): FileScheme =>
  schemes.find((each) => each === given) ?? 'light';

const sheets = ['../layout/base.css', './charts.css'].map((file) =>
  readFileSync(new URL(file, import.meta.url), 'utf8'),
);
const token = /(--[\w-]+): light-dark\((#[0-9a-f]{3,8}), (#[0-9a-f]{3,8})\);/g;
const palette = new Map(
  sheets.flatMap((css) =>
    [...css.matchAll(token)].map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }]),
  ),
);

/** One of the pages' colours. */
const colour = (name: string, scheme: FileScheme): string => palette.get(name)?.[scheme] ?? 'currentColor';

/** Markup with the pages' colours written out. */
export const coloured = (markup: string, scheme: FileScheme): string =>
  markup.replaceAll(/var\((--[\w-]+)\)/g, (_, name: string) => colour(name, scheme));
