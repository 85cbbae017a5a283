import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryStore } from './memory.ts';
import { isBefore } from './order.ts';
import { place } from './place.ts';
import { type SignableArticle, type Signature, signatureOf } from './signature.ts';
import type { Ruling } from './store.ts';
import { storyIdOf } from './storyId.ts';

const day = 86_400_000;
const start = Date.parse('2026-03-01T00:00:00Z');
const reach = { windowMs: 4 * day, mostPerKey: 3 };

const article = (url: string, days: number, title: string, text: string): SignableArticle => ({
  canonicalUrl: url,
  publisher: url.slice(0, 9),
  language: 'en',
  title,
  text,
  publishedAt: new Date(start + days * day),
  entities: [],
  events: [],
});

/** A few sentences that stories share and mix, so that articles chain, copy and compete. */
const sentences = [
  'Regulators in Zandvoort fined Halvorsen Lithography 340 million euros over undeclared scanner sales.',
  'The Zandvoort fine is the largest that Halvorsen Lithography has met, said Ingrid Malkovich.',
  'Quandary Semiconductor halted its Penang fab after a transformer fire on 12 levels of the plant.',
  'Fire crews in Penang said that the Quandary Semiconductor transformer had burned for 9 hours.',
  'Halvorsen Lithography and Quandary Semiconductor both fell 7 percent in Zandvoort trading.',
  'Tessellate Labs opened the weights of Corvid 70B, a model that Ingrid Malkovich had announced.',
];
const parts = fc.subarray(sentences, { minLength: 1, maxLength: 4 });
const written = fc
  .array(fc.tuple(parts, fc.integer({ min: 0, max: 9 })), { minLength: 2, maxLength: 9 })
  .map((all) =>
    all.map(([some, days], i) =>
      article(`https://p${i % 3}.test/${i}`, days, some[0]!, some.join('\n').repeat(2)),
    ),
  );

async function inOrder(signatures: readonly Signature[], rulings: readonly Ruling[] = [], by = reach) {
  const store = new MemoryStore();
  store.ruled.push(...rulings);
  const order = signatures.map((signature, id) => ({ signature, id }));
  for (const { signature, id } of order.sort((a, b) => (isBefore(a, b) ? -1 : 1))) {
    store.add(id, signature);
    await place([{ id }], store, by);
  }
  return placements(store);
}

const placements = (store: MemoryStore) =>
  Object.fromEntries(
    [...store.known].sort(([a], [b]) => a - b).map(([id, { placement }]) => [id, placement]),
  );

const rulingsOf = (count: number) =>
  fc
    .array(
      fc.record({
        kind: fc.constantFrom('together' as const, 'apart' as const),
        articleId: fc.nat(count - 1),
        otherId: fc.nat(count - 1),
      }),
      { maxLength: 3 },
    )
    .map((all) => all.filter(({ articleId, otherId }) => articleId !== otherId));

test('any order of arrival gives the same stories, with rulings too', async () => {
  const given = written.chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.shuffledSubarray([...all.keys()], { minLength: all.length }),
      rulingsOf(all.length),
    ),
  );
  await fc.assert(
    fc.asyncProperty(given, async ([all, arrival, rulings]) => {
      const signatures = all.map(signatureOf);
      const store = new MemoryStore();
      store.ruled.push(...rulings);
      for (const id of arrival) {
        store.add(id, signatures[id]!);
        await place([{ id }], store, reach);
      }
      expect(placements(store)).toEqual(await inOrder(signatures, rulings));
    }),
    { numRuns: 300 },
  );
});

test('an article that comes late pushes others out of the sight of those after it, and lets them in when it goes', async () => {
  const narrow = { ...reach, mostPerKey: 2 };
  const many = fc
    .array(fc.tuple(parts, fc.integer({ min: 0, max: 12 })), { minLength: 6, maxLength: 14 })
    .map((all) =>
      all.map(([some, days], i) => ({
        ...article(`https://p${i % 3}.test/${i}`, days, some[0]!, some.join('\n').repeat(2)),
        entities: [{ id: 'of-all', salience: 1 }],
      })),
    );
  const given = many.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length })),
  );
  await fc.assert(
    fc.asyncProperty(given, async ([all, arrival]) => {
      const signatures = all.map(signatureOf);
      const store = new MemoryStore();
      for (const id of arrival) {
        store.add(id, signatures[id]!);
        await place([{ id }], store, narrow);
      }
      expect(placements(store)).toEqual(await inOrder(signatures, [], narrow));

      const gone = arrival.at(-1)!;
      store.remove(gone);
      await place([{ id: gone, before: signatures[gone] }], store, narrow);
      const rest = new MemoryStore();
      for (const [id, signature] of signatures.entries()) {
        if (id === gone) continue;
        rest.add(id, signature);
        await place([{ id }], rest, narrow);
      }
      expect(placements(store)).toEqual(placements(rest));
    }),
    { numRuns: 300 },
  );
});

test('articles signed anew, taken away or ruled on leave what placing all again would', async () => {
  const given = written.chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.nat(all.length - 1),
      parts,
      fc.nat(9),
      fc.nat(all.length - 1),
      rulingsOf(all.length),
    ),
  );
  await fc.assert(
    fc.asyncProperty(given, async ([all, changed, some, days, gone, rulings]) => {
      const signatures = all.map(signatureOf);
      const store = new MemoryStore();
      for (const [id, signature] of signatures.entries()) store.add(id, signature);
      await place(
        signatures.map((_, id) => ({ id })),
        store,
        reach,
      );

      const again = signatureOf({
        ...all[changed]!,
        text: some.join('\n'),
        publishedAt: new Date(start + days * day),
      });
      store.add(changed, again);
      await place([{ id: changed, before: signatures[changed] }], store, reach);
      signatures[changed] = again;
      expect(placements(store)).toEqual(await inOrder(signatures));

      for (const ruling of rulings) {
        store.ruled.push(ruling);
        await place([{ id: ruling.articleId }, { id: ruling.otherId }], store, reach);
      }
      expect(placements(store)).toEqual(await inOrder(signatures, rulings));

      store.remove(gone);
      await place([{ id: gone, before: signatures[gone] }], store, reach);
      const rest = new MemoryStore();
      rest.ruled.push(...rulings);
      for (const [id, signature] of signatures.entries()) if (id !== gone) rest.add(id, signature);
      await place(
        [...rest.known.keys()].map((id) => ({ id })),
        rest,
        reach,
      );
      expect(placements(store)).toEqual(placements(rest));
    }),
    { numRuns: 200 },
  );
});

const fine = sentences.slice(0, 2).join('\n').repeat(2);
const fire = sentences.slice(2, 4).join('\n').repeat(2);

async function placed(articles: readonly SignableArticle[], rulings: readonly Ruling[] = []) {
  const store = new MemoryStore();
  store.ruled.push(...rulings);
  for (const [id, one] of articles.entries()) {
    store.add(id, signatureOf(one));
    await place([{ id }], store);
  }
  return articles.map((_, id) => store.known.get(id)!.placement!);
}

test('copies follow their original, and an older original that comes late takes the story over', async () => {
  const copies = [2, 3, 1].map((hour) =>
    article(`https://p${hour}.test/a`, hour / 24, 'Zandvoort fines Halvorsen', fine),
  );
  const [second, third, first] = await placed(copies);
  expect(first).toMatchObject({ story: storyIdOf('https://p1.test/a'), copyOf: null, link: null });
  for (const copy of [second, third])
    expect(copy).toMatchObject({ story: first!.story, copyOf: 2, copyShare: 1, link: { to: 2 } });
});

test('an article says why it is where it is', async () => {
  const later = `${sentences[1]}\nHalvorsen Lithography may appeal within 30 days, the Zandvoort regulator said.`;
  const [, follow, other] = await placed([
    article('https://p0.test/a', 0, 'Zandvoort fines Halvorsen', fine),
    article('https://p1.test/b', 1, 'Halvorsen weighs appeal against Zandvoort fine', later),
    article('https://p1.test/c', 1, 'Fire stops Penang fab', fire),
  ]);
  expect(follow!.link).toMatchObject({
    to: 0,
    reasons: { names: expect.arrayContaining(['halvorsen', 'zandvoort']), daysApart: 1 },
  });
  expect(other!.link).toBeNull();
});

test('a story is closed two weeks after its last article', async () => {
  const told = (days: number) => article(`https://p${days}.test/a`, days, 'Zandvoort fines Halvorsen', fine);
  const [first, near, far] = await placed([told(0), told(10), told(25)]);
  expect(near!.story).toBe(first!.story);
  expect(far!.story).not.toBe(first!.story);
});

test('people have the last word: apart takes even a copy out, together joins what shares nothing', async () => {
  const three = [
    article('https://p0.test/a', 0, 'Zandvoort fines Halvorsen', fine),
    article('https://p1.test/b', 1, 'Zandvoort fines Halvorsen', fine),
    article('https://p1.test/c', 2, 'Fire stops Penang fab', fire),
  ];
  const apart = { kind: 'apart' as const, articleId: 1, otherId: 0 };
  const together = { kind: 'together' as const, articleId: 0, otherId: 2 };
  const [first, second, third] = await placed(three, [apart, together]);
  expect(second).toMatchObject({ story: storyIdOf('https://p1.test/b'), copyOf: null });
  expect(third).toMatchObject({ story: first!.story, link: { to: 0, score: 1, reasons: { ruled: true } } });
  const [one, again] = await placed(three, [apart, { ...apart, kind: 'together' }]);
  expect(again!.story).toBe(one!.story);
});
