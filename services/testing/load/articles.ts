import { loadArticles, type WireArticle } from '../../demo/wire/articles.ts';
import { loadPublishers, type Publisher } from '../../demo/wire/publishers.ts';
import { chineseWord, englishWord, randomOf } from '../../search/bench/generate.ts';

/** The sample wire, scaled: as many feeds and articles as wanted, the same ones for the same numbers. */
export interface Scale {
  feeds: number;
  articles: number;
  /** When the first and the last article appear, as milliseconds of the clock that the wire is given. */
  from: number;
  to: number;
}

/** Which article of a feed: the nth of feed f is the (n × feeds + f)th of all, so that all feeds go on alike. */
export interface Place {
  feed: number;
  nth: number;
}

/** One in so many articles is the copy of one that another feed has just shown. */
const copyEvery = 7;
const paragraphs = { least: 5, more: 6 };
const newWords = { of: 30_000, share: 0.3 };

/** Writes the articles of a scaled wire, each when it is asked for: 200,000 of them would fill the memory. */
export class LoadArticles {
  readonly scale: Scale;
  readonly publishers: Publisher[];
  readonly #byLanguage: Record<'en' | 'zh', WireArticle[]>;

  constructor(scale: Scale) {
    this.scale = scale;
    const patterns = [...loadPublishers().values()];
    this.publishers = Array.from({ length: scale.feeds }, (_, n) => publisherOf(patterns, n));
    const originals = loadArticles().filter((article) => article.copyOf === undefined);
    const of = (language: 'en' | 'zh') => originals.filter((article) => article.language === language);
    this.#byLanguage = { en: of('en'), zh: of('zh') };
  }

  /** How many articles a feed has in all. */
  countOf(feed: number): number {
    return Math.max(0, Math.ceil((this.scale.articles - feed) / this.scale.feeds));
  }

  publishedAt({ feed, nth }: Place): number {
    const { from, to, articles, feeds } = this.scale;
    return from + Math.floor(((nth * feeds + feed) / Math.max(1, articles)) * (to - from));
  }

  /** How many of a feed's articles are out at a time. */
  outAt(feed: number, now: number): number {
    let [low, high] = [0, this.countOf(feed)];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.publishedAt({ feed, nth: middle }) <= now) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  article({ feed, nth }: Place): WireArticle {
    const publisher = this.publishers[feed]!;
    const number = nth * this.scale.feeds + feed;
    const published = new Date(this.publishedAt({ feed, nth }));
    const source = this.#sourceOf(feed, nth);
    const own = source ?? { number, publisher };
    const written = this.#written(own.number, own.publisher.language);
    const slug = `a${number}`;
    return {
      ...written,
      path: `/${publisher.id}/${published.toISOString().slice(0, 7).replace('-', '/')}/${slug}.html`,
      slug,
      publisher: publisher.id,
      published,
      copyOf: source?.publisher.id,
    };
  }

  /** The article that this one copies: of a feed shortly before it in the same language. */
  #sourceOf(feed: number, nth: number): { number: number; publisher: Publisher } | null {
    const number = nth * this.scale.feeds + feed;
    if (number % copyEvery !== copyEvery - 1) return null;
    const { language } = this.publishers[feed]!;
    for (let before = 1; before <= Math.min(feed, copyEvery - 1); before++) {
      const publisher = this.publishers[feed - before]!;
      if (publisher.language === language) return { number: number - before, publisher };
    }
    return null;
  }

  #written(number: number, language: 'en' | 'zh'): Pick<WireArticle, WrittenKey> {
    const random = randomOf(number + 1);
    const pool = this.#byLanguage[language];
    const one = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
    const first = one(pool);
    const [reword, word] = language === 'en' ? [rewordEnglish, englishWord] : [rewordChinese, chineseWord];
    const opening = first.blocks.find(({ kind }) => kind === 'paragraph')!;
    const others = Array.from({ length: paragraphs.least + Math.floor(random() * paragraphs.more) }, () =>
      one(one(pool).blocks),
    );
    return {
      ...{ language, byline: first.byline, topics: first.topics, tags: first.tags, sources: [] },
      story: `s${number}`,
      // A headline that a feed has twice in a day is one article.
      title: `${reword(first.title, random)} ${word(number)}`,
      blocks: [opening, ...others].map(({ kind, text }) => ({ kind, text: reword(text, random) })),
    };
  }
}

type WrittenKey = 'language' | 'byline' | 'topics' | 'tags' | 'sources' | 'story' | 'title' | 'blocks';

function publisherOf(patterns: Publisher[], n: number): Publisher {
  const pattern = patterns[n % patterns.length]!;
  const name =
    pattern.language === 'zh' ? `${chineseWord(n)}报` : `${capital(englishWord(n))} ${pattern.name}`;
  return { ...pattern, id: `load-${n}`, name };
}

const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);

/** Other words for some of the small ones, other figures for all: no two articles read alike, names stay. */
function rewordEnglish(text: string, random: () => number): string {
  return text.replace(/\b[a-z]{5,}\b|\d+/g, (word) => {
    if (/\d/.test(word)) return String(1 + Math.floor(random() * 10 ** Math.min(word.length, 6)));
    return random() < newWords.share ? englishWord(Math.floor(random() * newWords.of)) : word;
  });
}

function rewordChinese(text: string, random: () => number): string {
  return text.replace(/[，。、]/g, (mark) =>
    random() < newWords.share * 2 ? `${mark}${chineseWord(Math.floor(random() * newWords.of))}` : mark,
  );
}
