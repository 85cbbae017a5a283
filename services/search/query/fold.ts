/** Quotation marks of both languages, as word processors and Chinese keyboards make them. */
const quotes = '“”„‟«»「」『』';
/** What parts words in Chinese and means nothing in a query. */
const separators = '\u3000、。〈〉《》【】，；！？';
/** Characters without width that come along when text is copied. */
const unseen = /[\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]/;
const others: Record<string, string> = { '−': '-', '﹣': '-', '﹡': '*', '≦': '≤', '≧': '≥' };
const fullWidth = /[\uff01-\uff5e]/;

/**
 * A query with the characters of Chinese keyboards and word processors made those that the grammar knows. Each becomes
 * one other, so that places stay what they are in the text as typed.
 */
export function fold(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at++) folded += foldOne(text.charAt(at));
  return folded;
}

function foldOne(char: string): string {
  if (char < '\u0080') return char < ' ' || char === '\u007f' ? ' ' : char;
  if (quotes.includes(char)) return '"';
  if (separators.includes(char) || unseen.test(char)) return ' ';
  if (fullWidth.test(char)) return String.fromCharCode(char.charCodeAt(0) - 0xfee0);
  return others[char] ?? char;
}
