import { readFileSync } from 'node:fs';

/** Loads what builds regular expressions, and has it read something in both languages, so that it builds them all. */
export async function buildAll(files: readonly string[]): Promise<void> {
  for (const file of files) await import(`../../../${file}`);
  const { loadEntityList } = await import('../../tag/names/list.ts');
  const { tagArticle } = await import('../../tag/tag.ts');
  const { extractArticle } = await import('../../extract/extract.ts');
  const { searchableText } = await import('../../search/words.ts');

  const list = loadEntityList();
  const texts = [
    'Huawei said “it works”. DeepSeek-V3 has 671 billion parameters under the MIT licence, scores 88.5 on MMLU, was trained on 2,048 H800s and costs $0.27 per million tokens.',
    '华为发言人王小明表示：“昇腾910C 已经发布。”深度求索开源了 DeepSeek-V3，参数6710亿，训练用2048张H800。',
  ];
  for (const text of texts) {
    tagArticle({ title: text.slice(0, 30), text }, list);
    searchableText(text);
  }
  const page = new URL('../../extract/fixtures/english-news.html', import.meta.url);
  extractArticle(readFileSync(page, 'utf8'), { url: 'https://e.org/2025/a' });
}
