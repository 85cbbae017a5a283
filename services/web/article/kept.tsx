import type { TextRight } from '../../../db/rights.ts';
import { contentHash } from '../../export/article.ts';
import { counted, Say, say } from '../language/say.tsx';
import { safeHref } from '../layout/address.ts';
import { DayTime } from '../parts/times.tsx';
import type { ReadArticle } from './readArticle.ts';

const sources = {
  page: 'Found {moment}; the text is that of the publisher’s page as it was read then.',
  feed: 'Found {moment}; the text is that which the feed carried then.',
  summary: 'Found {moment}; only the feed’s summary is kept.',
} as const;

const rights = {
  full: null,
  excerpt: 'Its publisher lets the beginning be shown; all of it is kept for searching and counting.',
  none: 'Its publisher lets no text be shown; it is kept for searching and counting.',
} as const;

interface KeptProps extends Pick<ReadArticle, 'article'> {
  mayShow: TextRight;
  /** How many earlier versions are kept. */
  revisions: number;
}

/** What the archive holds of an article, since when, and that the source may say something else by now. */
export function Kept({ article, mayShow, revisions }: KeptProps) {
  const { textSource, textReason, textDroppedAt, foundAt } = article;
  const right = rights[mayShow];
  return (
    <section class="kept" aria-labelledby="kept">
      <h2 id="kept">{say('What is kept here')}</h2>
      {textDroppedAt ? (
        <p>
          <Say
            sentence="Found {found}; the text was given up {dropped}, as the publisher’s may be kept for a while only. The tags stay."
            found={<DayTime at={foundAt} />}
            dropped={<DayTime at={textDroppedAt} />}
          />
        </p>
      ) : (
        textSource && (
          <p>
            <Say sentence={sources[textSource]} moment={<DayTime at={foundAt} />} />
            {textReason && (
              <>
                {' '}
                <Say
                  sentence="The page was not read: {reason}."
                  reason={<span lang="en">{textReason}</span>}
                />
              </>
            )}
          </p>
        )
      )}
      {right && !textDroppedAt && <p>{say(right)}</p>}
      {revisions > 0 && (
        <p>{say('Edited by its publisher since: {times}.', { times: counted(revisions, 'time') })}</p>
      )}
      <p>{say('The source may have changed or gone since: open it before you cite it.')}</p>
      <Snapshot article={article} />
      {!textDroppedAt && article.text !== '' && (
        <details>
          <summary>{say('Fingerprint of title and text')}</summary>
          <code class="hash">{contentHash(article)}</code>
          <p class="hint">
            {say('SHA-256 of the title, a blank line and the text: shows later that nothing was changed.')}
          </p>
        </details>
      )}
    </section>
  );
}

/** Somebody else's copy, from about the time at which it was published. */
function Snapshot({ article: { url, publishedAt } }: Pick<ReadArticle, 'article'>) {
  const href = safeHref(url);
  if (!href) return null;
  const stamp = publishedAt.toISOString().slice(0, 19).replaceAll(/\D/g, '');
  return (
    <p>
      <a href={`https://web.archive.org/web/${stamp}/${href}`} rel="noopener noreferrer">
        {say('Look for a snapshot at the Internet Archive')}
      </a>
    </p>
  );
}
