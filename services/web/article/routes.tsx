import type { Context, Hono } from 'hono';
import { getMention, type MentionKey, removeCorrection } from '../../../db/corrections.ts';
import { textRights } from '../../../db/rights.ts';
import { sentimentLabels } from '../../../db/schema.ts';
import { callerOf } from '../../api/access.ts';
import { ownerOf } from '../../api/alertShapes.ts';
import { covers } from '../../api/permissions.ts';
import { type AskedCorrection, correctTag } from '../../corrections/corrections.ts';
import type { AskedFault } from '../../watch/fault.ts';
import { say } from '../language/say.tsx';
import { addressOf, articleAddress, isStorable } from '../layout/address.ts';
import type { PageTools } from '../layout/pageTools.ts';
import { orFaults, readForm } from '../parts/forms.ts';
import { idIn, idPattern } from '../parts/saving.ts';
import { ArticlePage, type Reader } from './article.tsx';
import { CorrectionForm } from './correctionForm.tsx';
import { readArticle } from './readArticle.ts';

type Fields = Record<string, string>;

/** An article's page, and what readers say of its tags. Whoever may not is stopped in front of the forms. */
export function addArticlePages(pages: Hono, tools: PageTools): void {
  const { orm, now, answer, missing } = tools;
  pages.get(`/articles/${idPattern}`, async (c) => {
    const read = await readArticle(orm, idIn(c));
    if (!read) return missing(c, say('There is no article with this number in the archive.'));
    return answer(c, <ArticlePage read={read} reader={readerOf(c, now())} />);
  });

  pages.get(`/articles/${idPattern}/corrections/new`, (c) => showForm(c, tools, c.req.query(), []));

  pages.post(`/articles/${idPattern}/corrections`, async (c) => {
    const { fields } = await readForm(c);
    const key = mentionIn(c, fields);
    if (!key) return missing(c, noMention());
    const right = rightIn(fields);
    if (Array.isArray(right)) return showForm(c, tools, fields, right);
    const { articleId: article, field, startsAt: start, entityId: entity } = key;
    const note = (fields.note ?? '').replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500) || null;
    const saved = await orFaults(
      correctTag(orm, ownerOf(c), { article, field, start, entity, right, note }, now()),
    );
    if (saved === null) return missing(c, noMention());
    if (typeof saved !== 'number') return showForm(c, tools, fields, saved);
    return back(c, 'corrected');
  });

  pages.post(`/articles/${idPattern}/corrections/:correction{[1-9][0-9]{0,14}}/withdraw`, async (c) => {
    const whose = callerOf(c).scope === 'admin' ? undefined : ownerOf(c);
    const gone = await removeCorrection(orm, Number(c.req.param('correction')), whose);
    return gone ? back(c, 'withdrawn') : missing(c, say('You have made no correction with this number.'));
  });
}

const noMention = () => say('The article has no such mention any more: it may have been tagged anew.');

/** Back to the article's page. @param said a word for what was done */
const back = (c: Context, said: string) => c.redirect(addressOf(articleAddress(idIn(c)), { said }), 303);

function readerOf(c: Context, now: Date): Reader {
  const { owner, scope } = callerOf(c);
  const mayWrite = covers(scope, 'write');
  return {
    mayCorrect: owner === null || mayWrite,
    mayWithdraw: (correction) => mayWrite && (correction.owner === owner || scope === 'admin'),
    now,
    said: c.req.query('said'),
  };
}

async function showForm(c: Context, tools: PageTools, fields: Fields, faults: readonly AskedFault[]) {
  const { orm, answer, missing } = tools;
  const key = mentionIn(c, fields);
  const tagged = key && (await getMention(orm, key));
  if (!tagged) return missing(c, noMention());
  const mayQuote = (await textRights(orm))(tagged.article.publisher) !== 'none';
  const page = <CorrectionForm {...{ tagged, mayQuote, fields, faults }} />;
  return answer(c, page, faults.length > 0 ? 400 : 200);
}

/** The mention that a form or an address names; null where it can't be one. */
function mentionIn(c: Context, { field, start = '', entity = '' }: Fields): MentionKey | null {
  if ((field !== 'title' && field !== 'text') || !/^\d{1,9}$/.test(start)) return null;
  if (entity === '' || entity.length > 300 || !isStorable(entity)) return null;
  return { articleId: idIn(c), field, startsAt: Number(start), entityId: entity };
}

/** What a form says is right, or what is missing in it. */
function rightIn({ wrong, label, meant = '' }: Fields): AskedCorrection['right'] | AskedFault[] {
  if (wrong === 'nobody') return { meant: null };
  if (wrong === 'meant')
    return meant !== '' && isStorable(meant)
      ? { meant: meant.slice(0, 300) }
      : [{ parameter: 'meant', detail: 'must be given.' }];
  if (wrong !== 'label') return [{ parameter: 'wrong', detail: 'must be chosen.' }];
  const right = sentimentLabels.find((each) => each === label);
  return right ? { label: right } : [{ parameter: 'label', detail: 'must be chosen.' }];
}
