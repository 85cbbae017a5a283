import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A line for `chipwire inspect stories`, with what is known of it. */
export interface Labelled {
  id: string;
  /** the happening that it is about */
  story: string;
  /** whether it is a copy of an earlier one; undefined where nobody looked */
  copy?: boolean;
  title: string;
  text: string;
  publishedAt?: string;
  publisher?: string;
  language?: string;
}

const wireFolder = new URL('../../demo/articles/', import.meta.url);
/** How publishers mark what they took from others. */
const credits = { en: 'This report first appeared in', zh: '本文转载自' };

interface Front {
  publisher: string;
  lang: 'en' | 'zh';
  published: string;
  title: string;
  story: string;
  copies?: { publisher: string; published: string }[];
}

/** The sample wire: each article and its copies, which end with a credit, labelled with the story in its front matter. */
export function readWire(): Labelled[] {
  return readdirSync(wireFolder)
    .sort()
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => {
      const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(
        readFileSync(new URL(name, wireFolder), 'utf8'),
      )!;
      const { publisher, lang, published, title, story, copies = [] } = parse(head!) as Front;
      const own = { title, text: body!.trim(), language: lang, story };
      const credited = `${own.text}\n\n${credits[lang]} ${publisher}.`;
      return [
        { ...own, id: name, publisher, publishedAt: published, copy: false },
        ...copies.map((copy) => ({
          ...{ ...own, text: credited, id: `${name} ${copy.publisher}`, copy: true },
          ...{ publisher: copy.publisher, publishedAt: copy.published },
        })),
      ];
    });
}

/** Where the public data lies: CHIPWIRE_SHARED, or `shared` beside the checkout. */
const ecbFile = () => join(process.env.CHIPWIRE_SHARED ?? '../shared', 'data/ecbplus/topics-1-22.tar.xz');

/** ECB+: two alike happenings a topic, told apart by the ends of the files' names; no times. Undefined where it is absent. */
export function readEcb(): Labelled[] | undefined {
  if (!existsSync(ecbFile())) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'chipwire-ecb-'));
  try {
    execFileSync('tar', ['xJf', ecbFile(), '-C', folder]);
    return readTopics(join(folder, 'ecbplus'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readTopics(folder: string): Labelled[] {
  const topics = readdirSync(folder).filter((name) => /^\d+$/.test(name));
  return topics
    .sort((a, b) => Number(a) - Number(b))
    .flatMap((topic) =>
      readdirSync(join(folder, topic))
        .sort()
        .map((file) => ({
          ...{ id: file, title: '', text: textOf(readFileSync(join(folder, topic, file), 'utf8')) },
          story: `${topic} ${file.includes('ecbplus') ? 'plus' : 'first'}`,
        })),
    );
}

const entities: Record<string, string> = { amp: '&', quot: '"', lt: '<', gt: '>', apos: "'" };

/** One line a sentence. */
function textOf(xml: string): string {
  const sentences = new Map<string, string[]>();
  for (const [, sentence, word] of xml.matchAll(/<token [^>]*sentence="(\d+)"[^>]*>([^<]*)<\/token>/g))
    sentences.set(sentence!, [...(sentences.get(sentence!) ?? []), word!]);
  const text = [...sentences.values()].map((words) => words.join(' ')).join('\n');
  return text.replaceAll(/&(amp|quot|lt|gt|apos);/g, (_, name: string) => entities[name]!);
}
