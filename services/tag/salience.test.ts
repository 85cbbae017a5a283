import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Frame, type Placed, salienceOf } from './salience.ts';

const sentences = Array.from({ length: 10 }, (_, i) => ({ start: i * 100, end: i * 100 + 99 }));
const frame: Frame = { hasTitle: true, length: 1000, sentences, mentions: 12 };
const inTitle: Placed = { field: 'title', start: 0 };
const at = (start: number): Placed => ({ field: 'text', start });

describe('salienceOf', () => {
  it('is full for what the title names and the text keeps naming', () => {
    expect(salienceOf([inTitle, at(10), at(300), at(700)], frame)).toBe(1);
  });

  it.each<[string, Placed[], Placed[]]>([
    ['the title', [inTitle, at(500)], [at(400), at(500)]],
    ['the lead', [at(150)], [at(250)]],
    ['an early place', [at(300)], [at(900)]],
    ['often', [at(300), at(500), at(800)], [at(300), at(500)]],
  ])('rises with being named in %s', (_, more, less) => {
    expect(salienceOf(more, frame)).toBeGreaterThan(salienceOf(less, frame));
  });

  it('is small for a name dropped once at the end of a long article', () => {
    expect(salienceOf([at(950)], { ...frame, mentions: 60 })).toBeLessThan(0.1);
  });

  it('does not make the only name of a short note all that it is about', () => {
    expect(salienceOf([at(950)], { ...frame, mentions: 1 })).toBeLessThan(0.5);
  });

  it('reaches the whole without a title too', () => {
    const untitled = { ...frame, hasTitle: false };
    expect(salienceOf([at(10), at(300), at(500), at(700)], untitled)).toBe(1);
    expect(salienceOf([at(10)], untitled)).toBeGreaterThan(salienceOf([at(10)], frame));
  });

  it('stays between 0 and 1, and never falls when the entity is named once more', () => {
    const place = fc.record({
      field: fc.constantFrom('title' as const, 'text' as const),
      start: fc.nat({ max: 1000 }),
    });
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 1, maxLength: 12 }),
        place,
        fc.nat({ max: 40 }),
        fc.boolean(),
        (own, further, others, hasTitle) => {
          const places = hasTitle ? own : own.map(({ start }) => at(start));
          const before = salienceOf(places, { ...frame, hasTitle, mentions: places.length + others });
          const after = salienceOf([...places, hasTitle ? further : at(further.start)], {
            ...frame,
            hasTitle,
            mentions: places.length + 1 + others,
          });
          expect(before).toBeGreaterThanOrEqual(0);
          expect(after).toBeLessThanOrEqual(1);
          expect(after).toBeGreaterThanOrEqual(before);
        },
      ),
    );
  });

  it('takes a title without a text', () => {
    expect(salienceOf([inTitle], { hasTitle: true, length: 0, sentences: [], mentions: 3 })).toBeGreaterThan(
      0.6,
    );
  });
});
