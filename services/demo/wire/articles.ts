import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { topics } from '../../runtime/feeds.ts';
import { loadPublishers, type Publisher } from './publishers.ts';

const articlesFolder = fileURLToPath(new URL('../articles', import.meta.url));

const words = z.string().trim().min(1);
const instant = z.iso
  .datetime({ error: 'must be a UTC time such as 2023-03-16T11:00:00Z' })
  .transform((text) => new Date(text));
const frontMatterSchema = z.strictObject({
  publisher: words,
  lang: z.enum(['en', 'zh']),
  published: instant,
  title: words,
  byline: words.optional(),
  topics: z.array(z.enum(topics)).min(1),
  story: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
  tags: z.array(words).default([]),
  sources: z.array(words).default([]),
  copies: z.array(z.strictObject({ publisher: words, published: instant })).default([]),
});
type FrontMatter = z.infer<typeof frontMatterSchema>;

/** One block of an article's text, without any mark-up. */
export interface Block {
  kind: 'paragraph' | 'heading' | 'quote';
  text: string;
}

/** An article as one publisher carries it: an original, or a copy under the copying publisher's own address. */
export interface WireArticle {
  /** the path on the wire, `/<publisher>/<yyyy>/<mm>/<slug>.html` with the month in UTC */
  path: string;
  slug: string;
  publisher: string;
  language: 'en' | 'zh';
  published: Date;
  title: string;
  byline: string | undefined;
  topics: (typeof topics)[number][];
  story: string;
  tags: string[];
  sources: string[];
  blocks: Block[];
  /** the publisher that a copy was taken from */
  copyOf: string | undefined;
}

/** Every fault found in the article files, one line each, with the file and what to do. */
export class ArticleFaults extends Error {
  readonly faults: string[];

  constructor(faults: string[]) {
    super(`The sample articles have faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ArticleFaults';
    this.faults = faults;
  }
}

/**
 * Loads every `YYYY-MM-DD-slug.md` of a folder, originals and copies, newest first.
 *
 * @throws ArticleFaults listing all faults at once
 */
export function loadArticles(folder = articlesFolder, publishers = loadPublishers()): WireArticle[] {
  const faults: string[] = [];
  const found: WireArticle[] = [];
  const seen = new Map<string, string>();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()) {
    const read = readArticle(file, readFileSync(`${folder}/${file}`, 'utf8'), publishers);
    faults.push(...read.faults.map((fault) => `${file}: ${fault}`));
    for (const article of read.articles) {
      const earlier = seen.get(article.path);
      if (earlier)
        faults.push(`${file}: its address ${article.path} is taken by ${earlier}; rename one of them`);
      seen.set(article.path, file);
      found.push(article);
    }
  }
  if (faults.length > 0) throw new ArticleFaults(faults);
  return found.sort(newestFirst);
}

/** Newest first; articles of the same second in the order of their paths. */
export const newestFirst = (a: WireArticle, b: WireArticle): number =>
  b.published.getTime() - a.published.getTime() || (a.path < b.path ? -1 : 1);

/** One article file: its original, then its copies; faults instead of articles where it cannot be used. */
export function readArticle(
  file: string,
  text: string,
  publishers: Map<string, Publisher>,
): { articles: WireArticle[]; faults: string[] } {
  const none = (...faults: string[]) => ({ articles: [], faults });
  const day = /^(\d{4}-\d\d-\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\.md$/.exec(file);
  if (!day?.[1] || !day[2])
    return none('name it YYYY-MM-DD-slug.md, the slug in lower-case letters and digits');
  const parts = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text);
  if (!parts) return none('start it with the front matter between two lines of ---');
  const { front, faults } = readFrontMatter(parts[1] ?? '');
  if (!front) return none(...faults);
  const blocks = readBlocks(parts[2] ?? '');
  const wrong = [...faultsOfFront(front, day[1], publishers), ...faultsOfBlocks(blocks)];
  if (wrong.length > 0) return none(...wrong);
  const original = articleOf(front, day[2], blocks);
  return {
    articles: [original, ...front.copies.map((copy) => copyOf(original, copy, publishers))],
    faults: [],
  };
}

function readFrontMatter(text: string): { front?: FrontMatter; faults: string[] } {
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return { faults: [`the front matter is no YAML (${reason}); put a text with a colon in quotes`] };
  }
  const parsed = frontMatterSchema.safeParse(raw);
  if (parsed.success) return { front: parsed.data, faults: [] };
  return {
    faults: parsed.error.issues.map(
      (issue) => `mend ${issue.path.join('.') || 'front matter'}: ${issue.message}`,
    ),
  };
}

function faultsOfFront(front: FrontMatter, day: string, publishers: Map<string, Publisher>): string[] {
  const faults: string[] = [];
  const check = (right: boolean, fault: string) => {
    if (!right) faults.push(fault);
  };
  const own = publishers.get(front.publisher);
  check(
    own !== undefined,
    `publisher ${front.publisher} is not in publishers.yaml; add it there or mend the name`,
  );
  check(
    !own || own.language === front.lang,
    `lang is ${front.lang} but ${front.publisher} writes ${own?.language}`,
  );
  const offset = Math.abs(front.published.getTime() - Date.parse(`${day}T12:00:00Z`));
  // A reader's own day may be the neighbouring one of UTC's.
  check(offset <= 36 * 3_600_000, `published is not on ${day}; rename the file or mend the time`);
  for (const copy of front.copies) {
    const by = publishers.get(copy.publisher);
    check(by !== undefined, `copies names ${copy.publisher}, which is not in publishers.yaml`);
    check(
      !by || by.language === front.lang,
      `${copy.publisher} does not write ${front.lang}; drop that copy`,
    );
    check(copy.published > front.published, `the copy of ${copy.publisher} is older than the article itself`);
    check(copy.publisher !== front.publisher, `${copy.publisher} cannot copy itself`);
  }
  return faults;
}

function faultsOfBlocks(blocks: Block[]): string[] {
  const faults = blocks.flatMap(({ text }) =>
    /^([-*] |#|```)|\*\*|\]\(|https?:\/\/|<\/?[a-z]/i.test(text)
      ? [`“${text.slice(0, 40)}…” uses mark-up; only paragraphs, “## ” and “> ” are known`]
      : [],
  );
  if (!blocks.some(({ kind }) => kind === 'paragraph')) faults.push('it has no paragraph; write one');
  return faults;
}

function readBlocks(body: string): Block[] {
  const chunks = body.split(/\r?\n[ \t]*\r?\n/).map((chunk) => chunk.trim());
  return chunks.filter((chunk) => chunk !== '').map(readBlock);
}

function readBlock(chunk: string): Block {
  if (chunk.startsWith('## ')) return { kind: 'heading', text: joinLines(chunk.slice(3)) };
  if (!chunk.startsWith('>')) return { kind: 'paragraph', text: joinLines(chunk) };
  return { kind: 'quote', text: joinLines(chunk.replace(/^> ?/gm, '')) };
}

// A line break inside a paragraph is the file's, not the text's; Chinese is written without spaces between words.
const joinLines = (chunk: string): string =>
  chunk
    .trim()
    .replace(/(?<=[\u3000-\uffef])\s*\n\s*(?=[\u3000-\uffef])/g, '')
    .replace(/\s*\n\s*/g, ' ');

function articleOf(front: FrontMatter, slug: string, blocks: Block[]): WireArticle {
  const { publisher, published, title, byline, story, tags, sources } = front;
  return {
    path: pathOf(publisher, published, slug),
    slug,
    publisher,
    language: front.lang,
    published,
    title,
    byline,
    topics: front.topics,
    story,
    tags,
    sources,
    blocks,
    copyOf: undefined,
  };
}

function copyOf(
  original: WireArticle,
  { publisher, published }: FrontMatter['copies'][number],
  publishers: Map<string, Publisher>,
): WireArticle {
  const name = publishers.get(original.publisher)?.name ?? original.publisher;
  const credit = (publishers.get(publisher)?.copyLine ?? '{name}').replace('{name}', name);
  return {
    ...original,
    path: pathOf(publisher, published, original.slug),
    publisher,
    published,
    blocks: [...original.blocks, { kind: 'paragraph', text: credit }],
    copyOf: original.publisher,
  };
}

const pathOf = (publisher: string, published: Date, slug: string): string =>
  `/${publisher}/${published.toISOString().slice(0, 7).replace('-', '/')}/${slug}.html`;
