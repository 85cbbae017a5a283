import { expect, test } from 'vitest';
import { tokensOf } from './tokens.ts';

const words = (text: string) => [...tokensOf(text)].map(({ word }) => word);
const names = (text: string) => [...tokensOf(text)].filter(({ name }) => name).map(({ word }) => word);

test.each([
  ['36家企业，H20芯片；DeepSeek发布V3.1', ['36', '家企业', 'h20', '芯片', 'deepseek', '发布', 'v3.1']],
  [
    '1.4 billion, 1,400 million, 14亿, $1.4bn, 70B',
    ['1400000000', '1400000000', '1400000000', '1400000000', '70000000000'],
  ],
  ['up 5%, 5 percent or ５％', ['up', '5%', '5%', 'or', '5%']],
  [
    "China's rules aren’t the U.S. agencies' policies",
    ['china', 'rule', 'aren', 'the', 'us', 'agency', 'policy'],
  ],
  [
    'GPT-4, 7-nanometre and 3A090 (see https://a.test/b?c=36)',
    ['gpt-4', '7', 'nanometre', 'and', '3a090', 'see'],
  ],
])('%s', (text, expected) => {
  expect(words(text).filter((word) => !/^(?:percent|[bm]illion|亿)$/.test(word))).toEqual(expected);
});

test('names are what has a capital that no sentence asked for, or capitals and digits inside', () => {
  expect(names('Rules hit Nvidia. Officials in Beijing saw the A800 and OpenAI.')).toEqual([
    'nvidia',
    'beijing',
    'a800',
    'openai',
  ]);
});
