import { shown } from '../../export/article.ts';
import { formats } from '../../export/formats.ts';
import { listed, say } from '../language/say.tsx';
import { dateOf, shortDay } from '../parts/times.tsx';
import type { ReadArticle } from './readArticle.ts';

interface CitationProps extends Pick<ReadArticle, 'article'> {
  now: Date;
}

/** The article as it is cited: in a sentence, and for programs that keep references. */
export function Citation({ article, now }: CitationProps) {
  const none = { topics: [], entities: [], events: [], quotes: [], releases: [] };
  const cited = shown({ ...article, ...none }, () => 'none', false);
  return (
    <section class="citation" aria-labelledby="cite">
      <h2 id="cite">{say('To cite it')}</h2>
      <p class="copyable">{sentence(article, now)}</p>
      {(['bibtex', 'csl'] as const).map((format) => (
        <details>
          <summary>{{ bibtex: 'BibTeX', csl: 'CSL-JSON' }[format]}</summary>
          <pre class="copyable" tabindex={0}>
            {formats[format].writer({ now }).one(cited).trim()}
          </pre>
        </details>
      ))}
    </section>
  );
}

function sentence(
  { byline, title, publisher, publishedAt, url }: CitationProps['article'],
  now: Date,
): string {
  const values = {
    ...{ title, publisher, url: url ?? '' },
    ...{ day: shortDay(publishedAt), accessed: shortDay(now) },
    ...{ isoDay: dateOf(publishedAt), isoAccessed: dateOf(now) },
  };
  return byline.length > 0
    ? say('{authors}, “{title}”, {publisher}, {day}, {url} (accessed {accessed}).', {
        ...values,
        authors: listed(byline),
      })
    : say('“{title}”, {publisher}, {day}, {url} (accessed {accessed}).', values);
}
