import { createHash } from 'node:crypto';
import type { Summary } from './summary.ts';
import type { WrittenFile } from './textFile.ts';

/** What an evidence pack is evidence of. */
export interface Asked {
  /** As it was typed, and in its canonical words. */
  query: string;
  canonical: string;
  /** Whether copies stand beside their originals. */
  copies: boolean;
  /** Only the newest so many were taken; null for all. */
  most: number | null;
  /** When the archive was asked. */
  now: Date;
  /** Of Chipwire. */
  version: string;
}

/** The parts of an evidence pack that tell of the others, in their order. */
export const closingNames = ['method.md', 'manifest.json', 'hashes.txt'] as const;
type Closing = Record<(typeof closingNames)[number], Buffer>;

export function closingTexts(asked: Asked, summary: Summary, files: WrittenFile[]): Closing {
  const method = Buffer.from(methodText(asked, summary));
  const told = [fileOf('query.txt', Buffer.from(queryText(asked))), ...files, fileOf('method.md', method)];
  const manifest = Buffer.from(
    `${JSON.stringify({ ...manifestOf(asked, summary), files: told }, null, 2)}\n`,
  );
  const hashed = [...told, fileOf('manifest.json', manifest)];
  const hashes = hashed.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
  return { 'method.md': method, 'manifest.json': manifest, 'hashes.txt': Buffer.from(hashes) };
}

const fileOf = (name: string, content: Buffer): WrittenFile => ({
  name,
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
});

export const queryText = ({ query, canonical, copies, most, now, version }: Asked): string =>
  [
    `As typed:  ${query || '(everything)'}`,
    `As read:   ${canonical || '(everything)'}`,
    `Copies:    ${copies ? 'beside their originals' : 'left out, the earliest stands for all'}`,
    `Limit:     ${most === null ? 'none' : `the newest ${most}`}`,
    `Asked at:  ${now.toISOString()}`,
    `Of:        Chipwire ${version}`,
    '',
  ].join('\n');

const manifestOf = ({ query, canonical, copies, most, now, version }: Asked, summary: Summary) => ({
  kind: 'chipwire-evidence',
  form: 1,
  chipwire: version,
  ...{ query, canonical, copies, limit: most },
  askedAt: now.toISOString(),
  ...summary,
  publishers: sorted(summary.publishers),
});

const sorted = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)));

const methodText = (
  { copies, most }: Asked,
  summary: Summary,
): string => `# How these articles were found and counted

${summary.articles} articles by ${Object.keys(summary.publishers).length} publishers${spanText(summary)}.

- The query in query.txt was asked of the archive at the time that it says; ${most === null ? 'every finished article that fitted is' : `of the finished articles that fitted, the newest ${most} are`} in
  results.csv, newest first. Articles that came later, or were changed later, are not in it.
- ${
  copies
    ? `Copies (articles with nearly the same text) stand beside their originals: ${summary.copies} of the articles are copies.`
    : 'Copies (articles with nearly the same text) were left out: the earliest article stands for all of them.'
}
- Entities, topics, sentiment and events were tagged by machine. Tagger versions (articles): ${versions(summary.taggerVersions)}.
  Versions of the entity list (articles): ${versions(summary.listVersions)}.${mixed(summary)}
- Sentiment runs from −1 to 1 and is that of the article as a whole: the mean over the entities that it names, weighted by
  how much the article is about each.
- contentHash is SHA-256, in hexadecimal, of the title, a blank line (two line feeds) and the text, in UTF-8, as the
  archive holds them. Whoever has the text can show with it that the text is the same. article-hashes.txt lists hash, number
  and address of each article.
- The texts themselves are not in the pack: they belong to their publishers.

## To check the pack

\`sha256sum -c hashes.txt\` in the folder that it was unpacked to compares every file with its hash.
articles.csl.json and articles.bib cite the articles.
`;

const spanText = ({ first, last }: Summary) =>
  first && last
    ? `, published from ${first.toISOString().slice(0, 10)} to ${last.toISOString().slice(0, 10)} (UTC)`
    : '';

const versions = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([version, articles]) => `${version} (${articles})`)
    .join(', ') || 'none';

const mixed = ({ taggerVersions, listVersions }: Summary) =>
  Object.keys(taggerVersions).length > 1 || Object.keys(listVersions).length > 1
    ? '\n  They were not all tagged alike: compare figures with care.'
    : '';
