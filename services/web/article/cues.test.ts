import { expect, it } from 'vitest';
import { tellingCues } from './cues.ts';

it('leaves out words that any sentence has and the names of the one judged, in both languages', () => {
  expect(tellingCues(['and', 'The', 'curbs', 'MIT', 'for the'], ['MIT'])).toEqual(['curbs']);
  expect(tellingCues(['deepseek', 'banned by DeepSeek'], ['DeepSeek V4', '深度求索'])).toEqual([
    'banned by DeepSeek',
  ]);
  expect(tellingCues(['的', '了', '华为', '制裁'], ['Huawei', '华为'])).toEqual(['制裁']);
  expect(tellingCues(['–', ''], [])).toEqual([]);
});
