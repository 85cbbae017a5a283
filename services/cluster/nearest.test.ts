import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryStore } from './memory.ts';
import { nearest } from './nearest.ts';
import { keysOf, signatureOf } from './signature.ts';

const day = 86_400_000;

/** Articles of few words, so that many share a key, on few days, so that many are of one moment. */
const written = fc.array(
  fc.record({
    names: fc.subarray(['Zandvoort', 'Halvorsen', 'Quandary', 'Penang', 'Corvid'], { minLength: 1 }),
    days: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 25 },
);

test('what looks see among all that were found together is what each sees in the archive', () =>
  fc.assert(
    fc.asyncProperty(written, fc.integer({ min: 1, max: 3 }), async (all, mostPerKey) => {
      const store = new MemoryStore();
      const signatures = all.map(({ names, days }, id) => {
        const text = `${names.join(' met ')} on the day that nobody forgot.`;
        const canonicalUrl = `https://p.test/${(id * 7) % 25}`;
        const publishedAt = new Date(Date.UTC(2026, 2, 1) + days * day);
        const rest = { publisher: 'p', language: 'en', entities: [], events: [] };
        const signature = signatureOf({ ...rest, canonicalUrl, title: names[0]!, text, publishedAt });
        store.add(id, signature);
        return signature;
      });
      for (const side of ['earlier', 'later'] as const) {
        const looks = signatures.map((signature, id) => {
          const { at, url } = signature;
          const until = at + (side === 'later' ? 2 : -2) * day;
          return { id, at, url, keys: keysOf(signature), until, mostPerKey };
        });
        const ids = (seen: { id: number }[][]) => seen.map((each) => each.map(({ id }) => id).sort());
        const found = [...store.known.values()];
        expect(ids(nearest(side, looks, found))).toEqual(ids(await store[side](looks)));
      }
    }),
  ));
