import { describe, expect, test } from 'vitest';
import { decodeText } from './decode.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'));
const bytes = (...parts: (string | Uint8Array)[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))));

const GB18030 = hex('d0c2 c4a3 d0cd b7a2 b2bc a3ac cac7 b9fa c4da b5c4'); // 新模型发布，是国内的
const BIG5 = hex('b7a2 b3f8'); // 楷報
const SHIFT_JIS = hex('93fa 967b'); // 日本
const utf16 = (text: string, mark: boolean, little: boolean) => {
  const buffer = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return new Uint8Array(little ? buffer : buffer.swap16());
};
const utf32 = (text: string, little: boolean) => {
  const view = new DataView(new ArrayBuffer([...text].length * 4));
  [...text].forEach((sign, at) => void view.setUint32(at * 4, sign.codePointAt(0)!, little));
  return new Uint8Array(view.buffer);
};

describe('row 13: decodeText', () => {
  test.each([
    ['UTF-8', bytes('<rss>芯片'), null, '<rss>芯片', 'utf-8'],
    [
      'UTF-8 with a mark',
      bytes(hex('efbbbf'), '<rss>芯片'),
      'text/xml; charset=iso-8859-1',
      '<rss>芯片',
      'utf-8',
    ],
    ['UTF-16 with a mark', utf16('<rss>芯片', true, true), 'text/xml', '<rss>芯片', 'utf-16le'],
    ['UTF-16, big end first', utf16('<rss>芯片', true, false), null, '<rss>芯片', 'utf-16be'],
    ['UTF-16 without a mark', utf16('<?xml ?><r>芯', false, true), null, '<?xml ?><r>芯', 'utf-16le'],
    ['UTF-16 without a mark, big end first', utf16('<r>芯', false, false), null, '<r>芯', 'utf-16be'],
    ['UTF-32 with a mark', utf32('\ufeff<r>芯', true), null, '<r>芯', 'utf-32le'],
    ['UTF-32 without a mark', utf32('<r>🐉', false), null, '<r>🐉', 'utf-32be'],
    [
      'GB2312 by HTTP',
      bytes('<r>', GB18030),
      'text/xml; charset=gb2312',
      '<r>新模型发布，是国内的',
      'gb18030',
    ],
    [
      'GBK by prolog',
      bytes('<?xml version="1.0" encoding="GBK"?><r>', GB18030),
      'text/xml',
      '新模型发布，是国内的',
      'gb18030',
    ],
    [
      'GBK by meta',
      bytes('<html><meta charset=gbk><p>', GB18030),
      'text/html',
      '新模型发布，是国内的',
      'gb18030',
    ],
    ['GBK by nothing', bytes('<rss><title>', GB18030), null, '新模型发布，是国内的', 'gb18030'],
    ['Big5', bytes('<r>', BIG5), 'text/xml; charset="Big5"', '<r>楷報', 'big5'],
    ['Shift_JIS', bytes("<?xml version='1.0' encoding='Shift_JIS'?>", SHIFT_JIS), null, '日本', 'shift_jis'],
    ['Windows-1252 quotes', bytes('<r>', hex('9361 94 80 e9')), null, '<r>“a”€é', 'windows-1252'],
    [
      'ISO-8859-1 is Windows-1252',
      bytes('<r>', hex('92')),
      'text/xml; charset=ISO-8859-1',
      '<r>’',
      'windows-1252',
    ],
    ['Latin-2', bytes('<r>', hex('b1e6')), 'text/xml; charset=iso-8859-2', '<r>ąć', 'iso-8859-2'],
    ['Cyrillic', bytes('<r>', hex('cff0e8')), 'text/xml; charset=windows-1251', '<r>При', 'windows-1251'],
    [
      'a lie in HTTP: UTF-8 called Latin-1',
      bytes('<r>é芯'),
      'text/xml; charset=iso-8859-1',
      '<r>é芯',
      'utf-8',
    ],
    [
      'a lie in HTTP: GBK called UTF-8',
      bytes('<r>', GB18030),
      'text/xml; charset=utf-8',
      '<r>新模型发布，是国内的',
      'gb18030',
    ],
    [
      'a lie: UTF-16 declared in bytes',
      bytes('<?xml version="1.0" encoding="utf-16"?><r>é'),
      null,
      '<r>é',
      'utf-8',
    ],
    ['a charset nobody knows', bytes('<r>é'), 'text/xml; charset=klingon', '<r>é', 'utf-8'],
    [
      'one broken sign in UTF-8',
      bytes('<r>芯片出口管制', hex('e88a')),
      'text/xml; charset=utf-8',
      '<r>芯片出口管制\ufffd',
      'utf-8',
    ],
    [
      'UTF-16 that starts with a blank',
      utf16('\n<r>芯', false, true),
      'text/xml; charset=utf-8',
      '<r>芯',
      'utf-16le',
    ],
    ['UTF-16 JSON', utf16('{"a":"芯"}', false, false), null, '{"a":"芯"}', 'utf-16be'],
    [
      'ISO-2022-JP',
      bytes('<r>', hex('1b2442 467c4b5c 1b2842')),
      'text/xml; charset=iso-2022-jp',
      '<r>日本',
      'iso-2022-jp',
    ],
    ['nothing', new Uint8Array(), null, '', 'utf-8'],
  ])('%s', (_, body, contentType, wanted, charset) => {
    const read = decodeText(body, contentType);
    expect(read.text.endsWith(wanted)).toBe(true);
    expect(read.charset).toBe(charset);
  });

  test('a mark is never part of the text', () => {
    expect(decodeText(bytes(hex('efbbbf'), 'a')).text).toBe('a');
    expect(decodeText(utf16('a', true, true)).text).toBe('a');
  });
});
