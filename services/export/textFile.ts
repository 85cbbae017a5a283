import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShownArticle } from './article.ts';
import type { Writer } from './writer.ts';

export interface WrittenFile {
  name: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
}

/** A file that a writer writes, a group of articles at a time. */
export async function textFile(folder: string, name: string, { head, between, tail, one }: Writer) {
  const file = await open(join(folder, name), 'wx');
  const hash = createHash('sha256');
  let bytes = 0;
  let before = head;
  const put = async (text: string) => {
    const chunk = Buffer.from(text);
    hash.update(chunk);
    bytes += chunk.length;
    await file.appendFile(chunk);
  };
  return {
    async add(articles: ShownArticle[]): Promise<void> {
      if (articles.length === 0) return;
      await put(before + articles.map(one).join(between));
      before = between;
    },
    async end(): Promise<WrittenFile> {
      await put(bytes === 0 ? head + tail : tail);
      return { name, bytes, sha256: hash.digest('hex') };
    },
    /** Whether it was ended or not. */
    close: () => file.close(),
  };
}
