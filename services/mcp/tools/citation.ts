interface Citable {
  byline: string[];
  title: string;
  publisher: string;
  publishedAt: string;
  url: string | null;
}

/** An article as it is cited: `Author, “Title”, Publisher, 2025-01-20, https://… (accessed 2026-11-26).` */
export function citation({ byline, title, publisher, publishedAt, url }: Citable, now: Date): string {
  const parts = [
    ...byline,
    `“${title}”`,
    publisher,
    publishedAt.slice(0, 10),
    ...(url === null ? [] : [url]),
  ];
  return `${parts.join(', ')} (accessed ${now.toISOString().slice(0, 10)}).`;
}
