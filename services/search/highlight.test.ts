import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hitsIn, partsOf, type Sought, snippetsOf, soughtOf, wordsToStem } from './highlight.ts';
import { searchableWords } from './words.ts';

/** Stems that are enough for these texts; `the` is a word that the index leaves out. */
const stem = (word: string) => (word === 'the' ? null : word.replace(/(s|ed|ing)$/, ''));
const sought = (...texts: string[]): Sought[] =>
  texts.flatMap((text) =>
    soughtOf(
      searchableWords(
        text.endsWith('*')
          ? { is: 'prefix', word: text.slice(0, -1) }
          : text.includes(' ')
            ? { is: 'phrase', words: text.split(' ') }
            : { is: 'word', word: text },
      ),
    ),
  );
const found = (text: string, ...words: string[]) =>
  hitsIn(text, sought(...words), stem).map(({ start, end }) => text.slice(start, end));

describe('hits', () => {
  it.each([
    [
      'words of one stem',
      'Exports: an export, exporting in, exported; reexport.',
      ['export'],
      ['Exports', 'export', 'exporting', 'exported'],
    ],
    [
      'a phrase as a whole',
      'export controls, export of control, export control',
      ['export control'],
      ['export controls', 'export control'],
    ],
    [
      'a phrase with a word that is not indexed',
      'up to the limit, to limit',
      ['to the limit'],
      ['to the limit'],
    ],
    ['a word that is not indexed is none', 'the end of the line', ['the'], []],
    ['prefixes', 'semiconductor semis', ['semicon*'], ['semiconductor']],
    ['Chinese in either script', '華為发布，为华', ['华为'], ['華為']],
    ['a run that is cut by a stop is none', '中芯。国际 中芯国际', ['中芯国际'], ['中芯国际']],
    ['a single sign, once', '芯片与芯', ['芯'], ['芯', '芯']],
    ['a mixed run', '昇腾910C芯片', ['昇腾910C'], ['昇腾910C']],
    ['possessives and dots', 'SMIC’s plan in the U.S. today', ['SMIC', 'US'], ['SMIC', 'U.S.']],
    ['numbers are no other numbers', '7nm 27nm 7', ['7nm'], ['7nm']],
  ])('%s', (_, text, words, expected) => {
    expect(found(text, ...words)).toEqual(expected);
  });

  it('asks for no more stems than may be the same', () => {
    expect(wordsToStem(['Chips 910C cat 华为 dog'], sought('chip', '华为')).toSorted()).toEqual([
      'cat',
      'chip',
      'chips',
    ]);
  });
});

describe('parts', () => {
  it('are the text, whatever is sought in it', () => {
    const unit = fc.constantFrom(...'chip 芯片华為<b>&"\n');
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const hits = hitsIn(text, sought('chip', '芯片', '华'), stem);
        const parts = partsOf(text, hits);
        expect(parts.map((part) => part.text).join('')).toBe(text.replaceAll(/\s+/g, ' '));
      }),
    );
  });
});

describe('snippets', () => {
  const filler = 'Nothing of note was said about anything else that day. '.repeat(20);
  const show = (text: string, ...words: string[]) =>
    snippetsOf(text, hitsIn(text, sought(...words), stem)).map((parts) =>
      parts.map((part) => part.text).join(''),
    );

  it('show most of what was sought, in reading order', () => {
    const text = `A chip. ${filler}The licence for a chip. ${filler}A licence. ${filler}One chip. ${filler}A chip.`;
    const snippets = show(text, 'chip', 'licence');
    expect(snippets).toHaveLength(3);
    expect(snippets[0]).toMatch(/^A chip/);
    expect(snippets[1]).toMatch(/^… .*The licence for a chip.* …$/s);
  });

  it('are the beginning where nothing was found, and none of no text', () => {
    expect(show(filler, 'chip')[0]).toMatch(/^Nothing of note .* …$/);
    expect(show('', 'chip')).toEqual([]);
  });

  it('cut no word and no character in two', () => {
    const text = `${'𠀀'.repeat(300)}芯片${'𠀀'.repeat(300)}`;
    expect(show(text, '芯片').join('')).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });
});
