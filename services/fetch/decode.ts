/** How many bytes at the start are looked at for a declared charset: HTML allows 1,024, real pages put it later. */
const HEAD_BYTES = 4096;

/** How much is looked at to tell one charset from another; counting 10 MB took 7 s. */
const SAMPLE = 100_000;

/** What browsers read the bytes 0x80–0x9F of Windows-1252 as (WHATWG); Node 20 reads them as control characters. */
const C1_OF_1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

const BYTE_ORDER_MARKS: [mark: number[], charset: string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32le'],
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32be'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0x84, 0x31, 0x95, 0x33], 'gb18030'],
];

/** Where the zeros stand in the first two or four bytes of ASCII written in wider units, for text without a mark. */
const ZEROS: [pattern: RegExp, charset: string][] = [
  [/^x000/, 'utf-32le'],
  [/^000x/, 'utf-32be'],
  [/^x0x0/, 'utf-16le'],
  [/^0x0x/, 'utf-16be'],
];

export interface DecodedText {
  /** without a byte order mark */
  text: string;
  /** WHATWG name in lower case, or utf-32le / utf-32be */
  charset: string;
}

/**
 * Reads bytes as text: by byte order mark, then by the zeros of UTF-16 and UTF-32, then as UTF-8 where that is what they are, then as
 * HTTP declares, then as the document declares (XML prolog, HTML meta), then as GB18030 where that gives Chinese, then as
 * Windows-1252. Valid UTF-8 goes before declarations, for bytes outside ASCII hardly ever form it by chance and headers often lie;
 * a declared charset that the bytes contradict is passed over.
 *
 * @param contentType the value of the header, as sent
 */
export function decodeText(bytes: Uint8Array, contentType?: string | null): DecodedText {
  const marked = BYTE_ORDER_MARKS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte));
  if (marked) return read(bytes.subarray(marked[0].length), marked[1]);
  const zeros = Array.from(bytes.subarray(0, 4), (byte) => (byte === 0 ? '0' : 'x')).join('');
  const wide = ZEROS.find(([pattern]) => pattern.test(zeros));
  if (wide) return read(bytes, wide[1]);
  const declared = [charsetOf(contentType), declaredCharset(bytes)].filter((name) => name !== null);
  // ISO-2022-JP hides Japanese in ASCII bytes, which are valid UTF-8
  const isUtf8 = declared[0] === 'iso-2022-jp' ? null : strict(bytes, 'utf-8');
  if (isUtf8 !== null) return { text: isUtf8, charset: 'utf-8' };
  return byDeclaration(bytes, declared) ?? byLook(bytes);
}

/** The first declaration that the bytes bear out; then the first at all that is not plainly wrong. */
function byDeclaration(bytes: Uint8Array, declared: string[]): DecodedText | null {
  for (const name of declared) {
    const text = name === 'utf-8' ? null : strict(bytes, name);
    if (text !== null) return read(bytes, name);
  }
  if (declared.includes('utf-8') && isMostlyUtf8(bytes)) return read(bytes, 'utf-8');
  const other = declared.find((name) => name !== 'utf-8');
  return other === undefined ? null : read(bytes, other);
}

function byLook(bytes: Uint8Array): DecodedText {
  const chinese = strict(bytes, 'gb18030');
  if (chinese !== null && looksChinese(chinese)) return { text: chinese, charset: 'gb18030' };
  return read(bytes, isMostlyUtf8(bytes) ? 'utf-8' : 'windows-1252');
}

/** `charset=` of a Content-Type, as a name that can be decoded; null where absent or unknown. */
function charsetOf(contentType: string | null | undefined): string | null {
  return knownCharset(/charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(contentType ?? '')?.[1]);
}

function declaredCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES)).toString(
    'latin1',
  );
  const prolog = /^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1];
  const meta = /<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
  return knownCharset(prolog) ?? knownCharset(meta);
}

/** UTF-16 cannot be declared by a document that was readable as ASCII: such a declaration was kept from another step. */
function knownCharset(label: string | undefined): string | null {
  if (!label || label.length > 40 || /^(utf-?16|utf-?32|ucs-?[24]|x-user-defined)/i.test(label)) return null;
  const name = /^(x-)?gbk|^gb_?2312|^cp936|^ms936/i.test(label) ? 'gb18030' : label;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return null;
  }
}

function strict(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function read(bytes: Uint8Array, charset: string): DecodedText {
  if (charset === 'windows-1252') {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    return { text: text.replace(/[\x80-\x9f]/g, (c) => C1_OF_1252[c.charCodeAt(0) - 0x80]!), charset };
  }
  if (charset.startsWith('utf-32')) return { text: readUtf32(bytes, charset === 'utf-32le'), charset };
  return { text: new TextDecoder(charset).decode(bytes), charset };
}

function readUtf32(bytes: Uint8Array, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = view.getUint32(at, little);
    parts.push(
      point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? '\ufffd' : String.fromCodePoint(point),
    );
  }
  return parts.join('');
}

/** A feed in UTF-8 with a few broken bytes (a title cut in mid-character) is still UTF-8. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, SAMPLE));
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const foreign = text.match(/[^\x00-\x7f]/g)?.length ?? 0;
  return broken * 4 < foreign;
}

/** Western text misread as GB18030 gives a few rare signs; Chinese text gives mostly the common ones, with its own stops. */
function looksChinese(text: string): boolean {
  const foreign = text.slice(0, SAMPLE).match(/[^\x00-\x7f]/gu) ?? [];
  const common = foreign.filter((sign) =>
    /[的一是不了在人有我他这中大来上国个到说们为子和你地出以]|[，。、“”：]/u.test(sign),
  );
  return foreign.length >= 4 && common.length * 12 > foreign.length;
}
