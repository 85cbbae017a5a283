import type { ListedCorrection } from '../../../db/corrections.ts';
import type { TextRight } from '../../../db/rights.ts';
import { textFor } from '../../export/article.ts';
import { say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { Said } from '../parts/acts.tsx';
import { LanguageMark } from '../parts/articleList.tsx';
import { Contradictions } from '../story/contradictions.tsx';
import { EntitiesOf } from './articleEntities.tsx';
import { Citation } from './citation.tsx';
import { Corrections } from './corrections.tsx';
import { Facts, SourceLine } from './facts.tsx';
import { Happenings, Jump } from './happenings.tsx';
import { Kept } from './kept.tsx';
import { Marked, MarkLegend, placeOf } from './marked.tsx';
import { paragraphsOf } from './marks.ts';
import { type Noted, Notes, UnseenMentions } from './notes.tsx';
import { Copies, PartOf, StoryOthers } from './others.tsx';
import type { ReadArticle } from './readArticle.ts';
import { Versions } from './versions.tsx';

/** Who reads the page. */
export interface Reader {
  /** Whether they may say that a tag is wrong, or become somebody who may. */
  mayCorrect: boolean;
  mayWithdraw(correction: ListedCorrection): boolean;
  now: Date;
  /** A word for what was done just now. */
  said: string | undefined;
}

export function ArticlePage({ read, reader }: { read: ReadArticle; reader: Reader }) {
  const { article, mentions, copies, entities, found, corrections } = read;
  const mayShow = read.mayShow(article.publisher);
  const isShown = mayShow === 'full' && article.text.trim() !== '';
  const names = new Map(entities.map((entity) => [entity.id, entity]));
  const corrected = new Set(corrections.map(placeOf));
  const [inTitle, inText] = (['title', 'text'] as const).map((field) =>
    mentions.filter((mention) => mention.field === field),
  ) as [typeof mentions, typeof mentions];
  const noted: Noted = { article, names, corrections, mayCorrect: reader.mayCorrect };
  return (
    <Page title={`${article.title} (${article.publisher})`} scripts={['notes']}>
      <article class="reading">
        <header>
          <Said word={reader.said} />
          <p class="source">
            <a href={addressOf('/search', { publisher: article.publisher })}>{article.publisher}</a>
            <LanguageMark language={article.language} />
            {article.section && <span lang={article.language}>{article.section}</span>}
          </p>
          <h1 lang={article.language}>
            <Marked text={article.title} mentions={inTitle} corrected={corrected} />
          </h1>
          <SourceLine article={article} />
          <PartOf story={read.story} own={1 + copies.length} />
        </header>
        <div class="columns">
          <div>
            <Jump {...found} contradictions={read.contradictions} />
            {(isShown ? mentions : inTitle).length > 0 && (
              <MarkLegend corrected={corrected.size > 0} first={read.partly ? mentions.length : undefined} />
            )}
            <Body article={article} mayShow={mayShow}>
              {paragraphsOf(article.text).map(({ text, offset }) => (
                <p>
                  <Marked {...{ text, mentions: inText, corrected, offset }} />
                </p>
              ))}
            </Body>
            <Notes {...noted} mentions={isShown ? mentions : inTitle} />
            {!isShown && <UnseenMentions {...noted} mentions={inText} quoted={mayShow !== 'none'} />}
            <Corrections corrections={corrections} mayWithdraw={reader.mayWithdraw} marked={isShown} />
            <Happenings {...found} />
            <Contradictions contradictions={read.contradictions} />
            {mayShow === 'full' && <Versions article={article} revisions={read.revisions} />}
            <StoryOthers {...read} />
          </div>
          <div class="facts">
            <EntitiesOf entities={entities} />
            <Facts article={article} topics={read.topics} />
            <Kept article={article} mayShow={mayShow} revisions={read.revisions.length} />
            <Citation article={article} now={reader.now} />
            <Copies article={article} copies={copies} />
          </div>
        </div>
      </article>
    </Page>
  );
}

interface BodyProps {
  article: ReadArticle['article'];
  mayShow: TextRight;
  /** The text as it is shown where all of it may be. */
  children: unknown;
}

function Body({ article, mayShow, children }: BodyProps) {
  if (article.textDroppedAt)
    return (
      <p class="lead">
        {say(
          'The text is no longer kept, as its publisher’s texts are kept for a while only. The source has it.',
        )}
      </p>
    );
  if (article.text.trim() === '')
    return (
      <p class="lead">
        {say('No text is stored: neither the page nor the feed gave any. The source has it.')}
      </p>
    );
  if (mayShow === 'full')
    return (
      <div class="text" lang={article.language}>
        {children}
      </div>
    );
  return (
    <div class="text">
      {mayShow === 'excerpt' && <p lang={article.language}>{textFor(mayShow, article.text)}</p>}
      <p class="lead">{say('The publisher’s texts may not be shown in full; the source has it.')}</p>
    </div>
  );
}
