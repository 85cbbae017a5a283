import type { LexemeQuery } from '../program.ts';
import { foldNear } from './near.ts';

/** A quoted lexeme with its marks, a sign, or what may stand between. */
const part = /'((?:[^'\\]|''|\\\\)*)'(?::(\*?)([A-D]*))?|<(-|\d+)>|([!&|()])| /y;

/**
 * A tsquery as PostgreSQL writes it. Of its signs `!` binds closest, then `<->`, `&` and `|`.
 *
 * @returns null for one without lexemes
 * @throws Error when it is no tsquery
 */
export function readTsquery(text: string): LexemeQuery | null {
  const parts = partsOf(text);
  if (parts.length === 0) return null;
  const reader = new Reader(text, parts);
  return reader.whole();
}

/** A lexeme, the distance of a `<N>`, or a sign. */
type Part = (LexemeQuery & { is: 'lexeme' }) | number | string;

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  for (part.lastIndex = 0; part.lastIndex < text.length; ) {
    const match = part.exec(text);
    if (!match) throw notTsquery(text);
    const [, lexeme, prefix, weights = '', distance, sign] = match;
    if (lexeme !== undefined)
      parts.push({ is: 'lexeme', lexeme: unescaped(lexeme), prefix: prefix === '*', weights });
    else if (distance) parts.push(distance === '-' ? 1 : Number(distance));
    else if (sign) parts.push(sign);
  }
  return parts;
}

/** A lexeme as it is, of one with its quotation marks and backslashes doubled. */
export const unescaped = (lexeme: string): string => lexeme.replaceAll(/(['\\])\1/g, '$1');

const notTsquery = (text: string) => new Error(`This is no tsquery: ${text.slice(0, 200)}`);

/** Recursive descent, one method for each sign. */
class Reader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly parts: readonly Part[],
  ) {}

  whole(): LexemeQuery {
    const query = this.either();
    if (this.at < this.parts.length) throw notTsquery(this.text);
    return query;
  }

  private either(): LexemeQuery {
    return this.several('or', '|', () => this.all());
  }

  private all(): LexemeQuery {
    return this.several('and', '&', () => this.row());
  }

  private several(is: 'and' | 'or', sign: string, next: () => LexemeQuery): LexemeQuery {
    const of = [next()];
    while (this.takes(sign)) of.push(next());
    const sides = is === 'or' ? foldNear(of) : of;
    return sides.length > 1 ? { is, of: sides } : sides[0]!;
  }

  private row(): LexemeQuery {
    let left = this.one();
    for (let by = this.parts[this.at]; typeof by === 'number'; by = this.parts[this.at]) {
      this.at++;
      left = { is: 'followed', by, left, right: this.one() };
    }
    return left;
  }

  private one(): LexemeQuery {
    if (this.takes('!')) return { is: 'not', of: this.one() };
    if (this.takes('(')) {
      const inner = this.either();
      if (this.takes(')')) return inner;
    }
    const lexeme = this.parts[this.at++];
    if (typeof lexeme !== 'object') throw notTsquery(this.text);
    return lexeme;
  }

  private takes(sign: string): boolean {
    if (this.parts[this.at] !== sign) return false;
    this.at++;
    return true;
  }
}
