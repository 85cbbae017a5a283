import { expect, it } from 'vitest';
import { loadEntityList } from '../names/list.ts';
import { agreementWith } from './corrections.ts';
import { readPassages } from './gold.ts';

const yaml = `
- { id: en-reader-1, part: held, published: 2026-03-01, text: "{Nvidia|nvidia|-} lost its licence and its largest market." }
- { id: en-reader-2, part: held, published: 2026-03-01, text: "{Nvidia|nvidia|+} lost its licence and its largest market." }
- { id: en-reader-3, part: held, published: 2026-03-01, text: "{Nvidia|huawei|?} opened an office." }
- { id: en-reader-4, part: held, published: 2026-03-01, text: "{Nvidia|~nobody|?} opened an office." }
- { id: en-reader-5, part: held, published: 2026-03-01, text: "They sat in the {garden|~nobody|?} at noon." }
- { id: zh-reader-6, part: held, published: 2026-03-01, text: "{英伟达|nvidia|0}周一开设了办公室。" }
`;

it('counts how often the tagger says what readers say', () => {
  const passages = readPassages(yaml, { file: 'corrections', partly: true });
  expect(agreementWith(passages, loadEntityList())).toEqual([
    { what: 'sentiment', language: 'en', agrees: 1, of: 2 },
    { what: 'who is meant', language: 'en', agrees: 1, of: 3 },
    { what: 'sentiment', language: 'zh', agrees: 1, of: 1 },
  ]);
});
