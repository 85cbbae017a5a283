const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML 1.0 cannot hold however it is written: most controls, halves of surrogate pairs, U+FFFE and U+FFFF. */
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Text for inside an element or a quoted attribute. */
export const xml = (text: string): string =>
  text.replaceAll(unwritable, '').replaceAll(/[&<>"]/g, (sign) => entities[sign]!);

/** An element with text; nothing for no text. */
export const element = (name: string, text: string | null, indent = '    '): string =>
  text ? `${indent}<${name}>${xml(text)}</${name}>\n` : '';
