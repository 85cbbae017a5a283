import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadArticles, type WireArticle } from '../demo/wire/articles.ts';
import { loadPublishers } from '../demo/wire/publishers.ts';
import { startWire, type Wire } from '../demo/wire/wire.ts';
import { extractArticle } from './extract.ts';

// Nine publishers' templates, two of them in GB18030, from a legal journal to a Chinese portal laid out with tables.
const articles = loadArticles();
const publishers = loadPublishers();
let wire: Wire;
beforeAll(async () => {
  wire = await startWire({ now: () => new Date('2100-01-01') });
});
afterAll(() => wire.close());

async function read(path: string) {
  const response = await fetch(wire.origin + path);
  const charset = /charset=([\w-]+)/.exec(response.headers.get('content-type') ?? '')?.[1];
  const html = new TextDecoder(charset).decode(await response.arrayBuffer());
  return extractArticle(html, { url: wire.origin + path });
}

// A copy ends in a line that names its source, which is no part of the text.
const paragraphsOf = ({ blocks, copyOf }: WireArticle) =>
  (copyOf === undefined ? blocks : blocks.slice(0, -1)).map(({ text }) => text);

// "Source: NAME" may name an agency or a ministry as well as the first publisher, so that it is only left out.
function sourceOf({ blocks, copyOf }: WireArticle): string | null {
  const last = blocks.at(-1)?.text ?? '';
  if (copyOf === undefined || /^(?:Source|来源)[:：]/.test(last)) return null;
  return publishers.get(copyOf)?.name ?? copyOf;
}

describe('pages of the sample wire come out as their source paragraphs', () => {
  const names = [...new Set(articles.map(({ publisher }) => publisher))];
  test.each(names)('%s', async (publisher) => {
    const own = articles.filter((article) => article.publisher === publisher);
    expect(own.length).toBeGreaterThan(10);
    for (const article of own) {
      const { text, syndicatedFrom } = await read(article.path);
      expect(text.split('\n\n'), article.path).toEqual(paragraphsOf(article));
      expect(syndicatedFrom, article.path).toBe(sourceOf(article));
    }
  });
});
