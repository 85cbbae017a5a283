import { plain } from './text.ts';

/** What the page's JSON-LD says of its article; null or empty where it says nothing. */
export interface JsonLdArticle {
  headline: string | null;
  authors: string[];
  publishedAt: string | null;
  updatedAt: string | null;
  publisher: string | null;
  section: string | null;
  language: string | null;
  image: string | null;
  /** The whole text, where the publisher gives it. */
  body: string | null;
  /** False where the publisher says that the article must be paid for. */
  free: boolean | null;
}

type Node = Record<string, unknown>;

const articleType =
  /Article|BlogPosting|NewsStory|^Report$|LiveBlog|SocialMediaPosting|TechArticle|Recipe|Review$/;
const pageType = /WebPage$|ItemPage|CreativeWork/;
const maxNodes = 2000;

/** Reads the page's JSON-LD blocks, broken ones too where only line breaks or comments break them. */
export function readJsonLd(blocks: string[]): JsonLdArticle | null {
  const nodes = blocks.flatMap((block) => flatten(parse(block)));
  const typed = (pattern: RegExp) => nodes.filter((node) => pattern.test(typeOf(node)));
  const article = fullest(typed(articleType)) ?? fullest(typed(pageType));
  return article ? describe(article, nodes) : null;
}

// A page may list teasers as articles too; its own is the one of which it says most.
function fullest(nodes: Node[]): Node | null {
  const facts = ['headline', 'datePublished', 'author', 'articleBody', 'publisher', 'dateModified', 'image'];
  let best: Node | null = null;
  let most = -1;
  for (const node of nodes) {
    const said = facts.filter((fact) => node[fact] !== undefined).length;
    if (said > most) [best, most] = [node, said];
  }
  return best;
}

function describe(node: Node, nodes: Node[]): JsonLdArticle {
  const resolve = (value: unknown) => follow(value, nodes);
  return {
    headline: textIn(node.headline) ?? textIn(node.name),
    authors: list(node.author).flatMap((author) => textIn(resolve(author)) ?? []),
    publishedAt: textIn(node.datePublished) ?? textIn(node.dateCreated),
    updatedAt: textIn(node.dateModified),
    publisher: list(node.publisher).flatMap((publisher) => textIn(resolve(publisher)) ?? [])[0] ?? null,
    section: list(node.articleSection).flatMap((section) => textIn(section) ?? [])[0] ?? null,
    language: textIn(node.inLanguage),
    image: list(node.image).flatMap((image) => urlIn(resolve(image)) ?? [])[0] ?? null,
    body: typeof node.articleBody === 'string' ? node.articleBody : null,
    // Some publishers say it only of the part of the page that must be paid for.
    free: freeOf(node.isAccessibleForFree) ?? freeOf(list(node.hasPart).find(isNode)?.isAccessibleForFree),
  };
}

function parse(block: string): unknown {
  const bare = block.replace(
    /^\s*(?:<!--|\/\*<!\[CDATA\[\*\/|\/\/<!\[CDATA\[)|(?:-->|\/\/\]\]>|\/\*\]\]>\*\/)\s*$/g,
    '',
  );
  for (const text of [bare, bare.replace(/[\u0000-\u001f]+/g, ' ').replace(/;\s*$/, '')]) {
    try {
      return JSON.parse(text);
    } catch {
      // Tried again without control characters, the commonest fault; a block that stays broken says nothing.
    }
  }
  return null;
}

function flatten(value: unknown): Node[] {
  const out: Node[] = [];
  const open: unknown[] = [value];
  while (open.length > 0 && out.length < maxNodes) {
    const next = open.shift();
    if (Array.isArray(next)) open.push(...next.slice(0, 500));
    else if (isNode(next)) {
      out.push(next);
      for (const key of [
        '@graph',
        'mainEntity',
        'mainEntityOfPage',
        'hasPart',
        'about',
        'author',
        'publisher',
      ]) {
        if (typeof next[key] === 'object') open.push(next[key]);
      }
    }
  }
  return out;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value.slice(0, 50) : value == null ? [] : [value];
const typeOf = (node: Node) => list(node['@type']).join(' ');

function follow(value: unknown, nodes: Node[]): unknown {
  if (!isNode(value) || value.name !== undefined || typeof value['@id'] !== 'string') return value;
  return nodes.find((node) => node['@id'] === value['@id'] && node.name !== undefined) ?? value;
}

function textIn(value: unknown): string | null {
  if (typeof value === 'string') return plain(value) || null;
  if (Array.isArray(value)) return textIn(value[0]);
  if (isNode(value)) return textIn(value.name) ?? textIn(value['@value']);
  return null;
}

function urlIn(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() || null;
  return isNode(value) ? (urlIn(value.url) ?? urlIn(value.contentUrl)) : null;
}

function freeOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  return typeof value === 'string' ? !/^(?:false|no|0)$/i.test(value.trim()) : null;
}
