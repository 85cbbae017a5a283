let table: Map<string, number> | undefined;

// Node decodes GB18030 but does not encode it, so the two-byte part of the table is read off the decoder, once (30 ms).
function twoByteTable(): Map<string, number> {
  const decoder = new TextDecoder('gb18030');
  const found = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (text.length === 1 && text !== '\ufffd') found.set(text, lead * 256 + trail);
    }
  }
  return found;
}

/**
 * Encodes markup (HTML or XML) as GB18030. A character without a two-byte code becomes a character reference, as an
 * old content system would write it, so the text must not stand in CDATA or a script.
 */
export function encodeMarkup(text: string): Buffer {
  table ??= twoByteTable();
  const bytes: number[] = [];
  for (const character of text) {
    const code = table.get(character);
    if (character <= '\x7f') bytes.push(character.charCodeAt(0));
    else if (code !== undefined) bytes.push(code >> 8, code & 0xff);
    else bytes.push(...Buffer.from(`&#${character.codePointAt(0)};`));
  }
  return Buffer.from(bytes);
}
