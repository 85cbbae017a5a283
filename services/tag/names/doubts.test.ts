import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doubtsIn } from './doubts.ts';
import { EntityListError } from './list.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doubts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function doubts(text: string): string[] {
  const path = join(folder, 'own.yaml');
  writeFileSync(path, text);
  return doubtsIn(path).map((line) => line.replaceAll(`${folder}/`, ''));
}

describe('doubtsIn', () => {
  it('has none of a list that is as it should be', () => {
    expect(
      doubts(
        '- { id: example-semi, type: company, name: Exemplar Semiconductor, nameZh: 例芯半导体, aliases: [{ text: 曙辉, context: [芯片] }] }\n' +
          '- { id: huawei, wikidata: Q1 }\n',
      ),
    ).toEqual([]);
  });

  it.each<[string, string, string[]]>([
    [
      'a word of English',
      '- id: dawn\n  type: company\n  name: Dawn\n',
      ['own.yaml:3: “Dawn” is also a word of everyday use; list it with context words or case: exact'],
    ],
    [
      'a word of Chinese',
      '- id: horizon\n  type: lab\n  name: Zhlabs\n  nameZh: 例芯实验室\n  aliases:\n    - 地平线\n',
      ['own.yaml:6: “地平线” is also a word of everyday use; list it with context words'],
    ],
    [
      'a spelling that stands twice, whatever its script',
      '- id: exemplar\n  type: company\n  name: Exemplar Chips\n  aliases: [exemplar chips, 例實科技, 例实科技]\n',
      [
        'own.yaml:4: “例实科技” stands twice in exemplar; write it once',
        'own.yaml:3: “Exemplar Chips” stands twice in exemplar; write it once',
      ],
    ],
    [
      'an override that changes nothing',
      '- id: huawei\n  nameZh: 华为\n',
      ['own.yaml:1: huawei is so already; leave it out'],
    ],
    [
      'a part of one that changes nothing',
      '- id: huawei\n  sector: telecom\n  wikidata: Q160120\n',
      ['own.yaml:3: the wikidata of huawei is so already; leave it out'],
    ],
    [
      'an alias that another entity claims in the same context',
      '- id: motorbike\n  type: model\n  name: Yzf bike\n  aliases:\n    - { text: R1, context: [Yzf, DeepSeek] }\n',
      ['own.yaml:5: “R1” means deepseek-r1 as well where “DeepSeek” stands; leave that word out'],
    ],
  ])('tells of %s', (_, text, lines) => expect(doubts(text)).toEqual(lines));

  it('leaves faults to the list itself', () => {
    expect(() => doubts('- { id: x, name: X }\n')).toThrow(EntityListError);
  });
});
