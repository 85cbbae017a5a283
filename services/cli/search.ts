import { ask, checkQuery } from './ask.ts';
import { type CommandContext, exitCodes } from './context.ts';
import { counted, marked, plain } from './lines.ts';

export interface SearchCommand {
  query: string;
  sort: string;
  limit: number;
  facets?: boolean;
  copies?: boolean;
  json?: boolean;
}

type Parts = { text: string; hit: boolean }[];

/** What of the answer of /v1/search is shown. */
interface Answer {
  didYouMean: string | null;
  total: { count: number; about: boolean };
  articles: {
    title: string;
    url: string | null;
    publisher: string;
    publishedAt: string;
    language: string | null;
    copies: number;
    highlights: { title: Parts; snippets: Parts[] };
  }[];
  partly: boolean;
  facets: Record<string, { value: string; name?: string; articles: number }[]> | null;
}

/** Prints what a query finds. */
export async function search(ctx: CommandContext, asked: SearchCommand): Promise<number> {
  const { query, sort, limit, facets, copies, json } = asked;
  await checkQuery(ctx, query);
  const answer = await ask<Answer>(ctx, '/v1/search', [
    ['q', query],
    ['sort', sort],
    ['limit', limit],
    ['facets', facets],
    ['copies', copies],
  ]);
  if (ctx.signal.aborted) return exitCodes.interrupted;
  if (json) ctx.out(JSON.stringify(answer));
  else for (const line of told(answer, asked, ctx.isTTY)) ctx.out(line);
  return exitCodes.done;
}

function* told(answer: Answer, { sort }: SearchCommand, isTTY: boolean | undefined): Generator<string> {
  const { total, articles, partly, facets, didYouMean } = answer;
  const order = sort === 'newest' ? 'newest first' : 'best first';
  yield `${total.about ? 'About ' : ''}${counted(total.count, 'article')}${articles.length > 0 ? `, ${order}` : '.'}`;
  if (didYouMean) yield `Perhaps: ${didYouMean}`;
  for (const { highlights, ...article } of articles) {
    yield '';
    yield marked(highlights.title, isTTY) || plain(article.title);
    yield `  ${origin(article)}`;
    for (const snippet of highlights.snippets) yield `  ${marked(snippet, isTTY)}`;
    if (article.url) yield `  ${plain(article.url)}`;
  }
  if (partly) yield '\nOnly the newest were ranked; --sort newest lists them all.';
  for (const [kind, values] of Object.entries(facets ?? {})) {
    if (values.length === 0) continue;
    yield `\n${kind}`;
    for (const { value, name, articles: found } of values)
      yield `${found.toLocaleString('en').padStart(9)}  ${plain(name ?? value)}`;
  }
}

function origin({
  publishedAt,
  publisher,
  language,
  copies,
}: Omit<Answer['articles'][number], 'highlights'>) {
  const parts = [publishedAt.slice(0, 16).replace('T', ' '), plain(publisher), language ?? ''];
  return [...parts.filter(Boolean), ...(copies > 0 ? [counted(copies, 'copy', 'copies')] : [])].join(' · ');
}
