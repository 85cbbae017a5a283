import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentenceAt, sentencesOf } from './sentences.ts';

const split = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end));

describe('sentencesOf', () => {
  it.each<[string, string[]]>([
    [
      'The U.S. Commerce Department said so. It is law.',
      ['The U.S. Commerce Department said so.', 'It is law.'],
    ],
    ['It left the U.S. The rest stayed.', ['It left the U.S.', 'The rest stayed.']],
    ['Nvidia Inc. fell. Mr. Xi met Dr. No.', ['Nvidia Inc. fell.', 'Mr. Xi met Dr. No.']],
    ['See No. 4 here. No. That is all.', ['See No. 4 here.', 'No.', 'That is all.']],
    ['It cost $3.5 billion. J. R. Smith paid.', ['It cost $3.5 billion.', 'J. R. Smith paid.']],
    ['“Why?” Ye said. He left.', ['“Why?” Ye said.', 'He left.']],
    ['“Stop!” he said. Done.', ['“Stop!” he said.', 'Done.']],
    ['He said “no.” Then he left.', ['He said “no.”', 'Then he left.']],
    ['华为发布新品。中芯国际下跌！真的吗？是的', ['华为发布新品。', '中芯国际下跌！', '真的吗？', '是的']],
    ['“我们会继续努力。”他说。之后离开。', ['“我们会继续努力。”他说。', '之后离开。']],
    ['“没有问题。”市场却下跌了。', ['“没有问题。”', '市场却下跌了。']],
    ['增长3.5%。', ['增长3.5%。']],
    ['A headline\n\nA text', ['A headline', 'A text']],
    ['A line that\nwent on.', ['A line that\nwent on.']],
    ['It is worth more than Moutai’s. Then it fell.', ['It is worth more than Moutai’s.', 'Then it fell.']],
    ['  \n ', []],
    ['v3.2 is out... And then? Z.ai won.', ['v3.2 is out...', 'And then?', 'Z.ai won.']],
  ])('%s', (text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it('keeps every visible character, in order and apart', () => {
    const sign = fc.constantFrom('a', 'B', '.', '。', '”', '"', ' ', '\n', '?', '1', '中', '\ud800');
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 60 }), (signs) => {
        const text = signs.join('');
        let end = 0;
        let kept = '';
        for (const span of sentencesOf(text)) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          end = span.end;
          kept += text.slice(span.start, span.end);
        }
        expect(kept.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
      { numRuns: 2000 },
    );
  });

  it('finds the sentence of an offset', () => {
    const text = 'One. Two here.';
    expect(sentenceAt(sentencesOf(text), 6, text.length)).toEqual({ start: 5, end: 14 });
  });
});
