const hanRun = /\p{Script=Han}+/gu;
const spaced = (run: string) => ` ${[...run].join(' ')} `;

/**
 * Text as the full-text index takes it: each Chinese character a word of its own, since PostgreSQL's parser would
 * take a whole clause for one word. Together with {@link searchableQuery} any run of characters is found wherever it
 * stands; a word segmenter cut 华为 and 昇腾 apart in one text and not in the next.
 */
export function searchableText(text: string): string {
  return text.replaceAll(hanRun, spaced);
}

/** A query for the same index: a run of Chinese characters must stand together, like a quoted phrase. */
export function searchableQuery(query: string): string {
  // Odd parts of the split lie between quotation marks, where characters stand together anyway.
  // A minus only means something once, before a word; runs of them overflow PostgreSQL's parser.
  return query
    .replaceAll(/-(?:[\s-]*-)+/g, ' ')
    .split('"')
    .map((part, i) =>
      i % 2 === 1
        ? part.replaceAll(hanRun, spaced)
        : part.replaceAll(hanRun, (run) => `"${[...run].join(' ')}"`),
    )
    .join('"');
}
