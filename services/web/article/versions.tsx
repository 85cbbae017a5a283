import type { Article } from '../../../db/articles.ts';
import type { Revision } from '../../../db/revisions.ts';
import type { Change } from '../../text/diff.ts';
import { type ToldVersion, versionsOf } from '../../text/versions.ts';
import { counted, say } from '../language/say.tsx';
import { DayTime } from '../parts/times.tsx';

/** What stays is shown for this many characters around a change. */
const aroundShown = 160;

type Version = Pick<Revision, 'title' | 'text'> & { replacedAt: Date | null };

/** How the publisher has edited an article, newest edit first; nothing where it has not. */
export function Versions({ article, revisions }: { article: Article; revisions: Revision[] }) {
  if (revisions.length === 0) return null;
  const versions: Version[] = [...revisions, { ...article, replacedAt: null }];
  const edits = versionsOf(versions).slice(1).reverse();
  return (
    <section class="versions" aria-labelledby="edits">
      <h2 id="edits">{say('Edited {times}', { times: counted(edits.length, 'time') })}</h2>
      {edits.map((edit) => (
        <Edit edit={edit} at={versions[edit.nth - 1]?.replacedAt ?? null} language={article.language} />
      ))}
    </section>
  );
}

interface EditProps {
  edit: ToldVersion<Version>;
  at: Date | null;
  /** Of the article. */
  language: string;
}

function Edit({ edit, at, language }: EditProps) {
  const { titleChanges, textChanges, added, removed } = edit;
  const values = { added: counted(added, 'word'), removed: counted(removed, 'word') };
  return (
    <details>
      <summary>
        {at && <DayTime at={at} />}{' '}
        {titleChanges.length > 0
          ? say('another headline, {added} added, {removed} removed', values)
          : say('{added} added, {removed} removed', values)}
      </summary>
      {titleChanges.length > 0 && (
        <p class="headline" lang={language}>
          <Changes changes={titleChanges} />
        </p>
      )}
      <p class="changes" lang={language}>
        <Changes changes={textChanges} />
      </p>
    </details>
  );
}

function Changes({ changes }: { changes: Change[] }) {
  return (
    <>
      {changes.map(({ op, text }, n) => {
        if (op === 'added') return <ins>{text}</ins>;
        if (op === 'removed') return <del>{text}</del>;
        return <span>{shortened(text, n === 0, n === changes.length - 1)}</span>;
      })}
    </>
  );
}

/** The middle of a long stretch that stayed is left out; of the first its beginning, of the last its end. */
function shortened(text: string, first: boolean, last: boolean): string {
  if (text.length <= 2 * aroundShown) return text;
  const head = first ? '' : text.slice(0, aroundShown);
  const tail = last ? '' : text.slice(-aroundShown);
  return `${head} … ${tail}`;
}
