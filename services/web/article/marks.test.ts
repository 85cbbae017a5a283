import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mention } from '../../../db/tags.ts';
import { cutAtMentions, paragraphsOf, piecesOf } from './marks.ts';

const mention = (startsAt: number, endsAt: number): Mention => ({
  ...{ entityId: 'x', field: 'text', startsAt, endsAt, words: '', sentenceStart: 0, sentenceEnd: 0 },
  ...{ score: 0, label: 'neutral', cues: [], reason: null },
});

describe('cutting a text at its mentions', () => {
  it('loses nothing and repeats nothing, whatever the mentions', () => {
    const spans = fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 12 })));
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), spans, fc.nat(10), (text, pairs, offset) => {
        const mentions = pairs.map(([start, length]) => mention(start, start + length));
        const stretches = cutAtMentions(text, mentions, offset);
        expect(stretches.map((stretch) => stretch.text).join('')).toBe(text);
        const seen = stretches.flatMap((stretch) => stretch.mentions);
        expect(new Set(seen).size).toBe(seen.length);
      }),
    );
  });

  it('counts UTF-16 units', () => {
    const marked = cutAtMentions('🚧🚧 Nvidia', [mention(5, 11)]).find(
      (stretch) => stretch.mentions.length > 0,
    );
    expect(marked?.text).toBe('Nvidia');
  });
});

describe('a sentence with what decided its sentiment', () => {
  const marked = (sentence: string, words: string, cues: string[]) =>
    piecesOf(sentence, sentence.indexOf(words), words, cues)
      .map(({ text, kind }) => ({ rest: text, named: `[${text}]`, cue: `<${text}>` })[kind])
      .join('');

  it('marks cues wherever they stand, as words and not in the middle of some', () => {
    expect(marked('Curbs hit AMD; the curb is hit.', 'AMD', ['Curb', 'hit', 'gone'])).toBe(
      'Curbs <hit> [AMD]; the <curb> is <hit>.',
    );
    expect(marked('钨出口管制，管制', '钨', ['管制'])).toBe('[钨]出口<管制>，<管制>');
  });

  it('shows the name where a cue lies over it, and each letter once', () => {
    expect(marked('a ban on Ban Inc', 'Ban Inc', ['ban', 'on Ban'])).toBe('a <ban> <on Ban> Inc');
    const any = fc.string({ maxLength: 20 });
    fc.assert(
      fc.property(any, fc.nat(20), any, fc.array(any, { maxLength: 4 }), (sentence, at, words, cues) => {
        expect(
          piecesOf(sentence, at, words, cues)
            .map(({ text }) => text)
            .join(''),
        ).toBe(sentence);
      }),
    );
  });
});

describe('paragraphs', () => {
  it('end at blank lines and know where they stand', () => {
    const text = '\n\n  One,\ntwo.\n \t\nThree.\n\n\n\n四。\n';
    expect(paragraphsOf(text)).toEqual([
      { text: 'One,\ntwo.', offset: 4 },
      { text: 'Three.', offset: 17 },
      { text: '四。', offset: 27 },
    ]);
    for (const { text: own, offset } of paragraphsOf(text)) expect(text.startsWith(own, offset)).toBe(true);
  });

  it('takes a long run of blank lines in its stride', () => {
    const started = performance.now();
    expect(paragraphsOf(`a${' \n'.repeat(200_000)}b`)).toHaveLength(2);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
