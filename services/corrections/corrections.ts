import {
  type CorrectedArticle,
  type Correction,
  countCorrections,
  getMention,
  readCorrections,
  saveCorrection,
  type TaggedMention,
} from '../../db/corrections.ts';
import type { Orm } from '../../db/database.ts';
import { textRights } from '../../db/rights.ts';
import {
  type CorrectedMention,
  goldFoot,
  goldHead,
  goldPassage,
  type LeftOut,
  passageYaml,
} from '../export/goldSet.ts';
import { lookUp } from '../queries/names.ts';
import { AskedWrong, askedWrong } from '../watch/fault.ts';

type Label = Correction['label'];

/** What somebody says is wrong with a tag. */
export interface AskedCorrection {
  article: number;
  /** The mention: which text, where it begins there (UTF-16 code units), and whom it was taken for. */
  field: Correction['field'];
  start: number;
  entity: string;
  /** What is right: another sentiment, or somebody else (an id or a name; null for nobody). */
  right: { label: Label } | { meant: string | null };
  note: string | null;
}

/** Corrections that one key may have made. */
const mostEach = 10_000;

/**
 * Keeps what somebody says of a tag; the tag itself stays as it is.
 *
 * @returns the correction's number; null where the article has no such mention
 * @throws AskedWrong where it says nothing new, or names somebody who is not known
 */
export async function correctTag(
  orm: Orm,
  owner: string,
  asked: AskedCorrection,
  now: Date,
): Promise<number | null> {
  const { article: articleId, field, start: startsAt, entity: entityId, right, note } = asked;
  const tagged = await getMention(orm, { articleId, field, startsAt, entityId });
  if (!tagged) return null;
  if ((await countCorrections(orm, owner)) >= mostEach)
    throw askedWrong('', `You have made ${mostEach} corrections, and there may be no more.`);
  const { mention, article } = tagged;
  return saveCorrection(orm, {
    ...{ owner, articleId, field, startsAt, entityId, note, madeAt: now },
    ...{ endsAt: mention.endsAt, words: mention.words, label: mention.label, score: mention.score },
    sentence: sentenceAround(mention, article).sentence,
    taggerVersion: article.taggerVersion ?? '',
    listVersion: article.listVersion,
    ...('label' in right
      ? ofSentiment(right.label, mention.label)
      : await ofEntity(orm, right.meant, entityId)),
  });
}

type Right = Pick<Correction, 'kind' | 'rightLabel' | 'rightEntityId'>;

function ofSentiment(label: Label, tagged: Label): Right {
  if (label === tagged) throw askedWrong('label', 'is what the tag says already.');
  return { kind: 'sentiment', rightLabel: label, rightEntityId: null };
}

async function ofEntity(orm: Orm, name: string | null, tagged: string): Promise<Right> {
  if (name === null) return { kind: 'entity', rightLabel: null, rightEntityId: null };
  const found = await lookUp(orm, 'entity', name);
  if (!('id' in found)) {
    const detail = 'is not known by this id or name.';
    throw new AskedWrong([{ parameter: 'meant', detail, ...(found.meant && { mend: found.meant.name }) }]);
  }
  if (found.id === tagged) throw askedWrong('meant', 'is whom it was taken for already.');
  return { kind: 'entity', rightLabel: null, rightEntityId: found.id };
}

/** Of a sentence without an end, so much stays on either side of the words. */
const around = 1000;

/** A sentence, and where in it a mention begins. */
interface AroundMention {
  sentence: string;
  at: number;
}

/**
 * The sentence that a mention stands in; the words alone where the text is not kept any more.
 *
 * @param most characters kept on either side of the words
 */
export function sentenceAround(
  { field, startsAt, endsAt, sentenceStart, sentenceEnd, words }: Omit<TaggedMention['mention'], 'articleId'>,
  article: { title: string; text: string },
  most = around,
): AroundMention {
  const text = field === 'title' ? article.title : article.text;
  if (text.slice(startsAt, endsAt) !== words) return { sentence: words, at: 0 };
  const from = Math.max(sentenceStart, startsAt - most);
  return { sentence: text.slice(from, Math.min(sentenceEnd, endsAt + most)), at: startsAt - from };
}

/** The corrections as a gold set, a piece at a time: YAML, as the README of the gold set says. */
export async function* correctionsFile(orm: Orm, now: Date): AsyncGenerator<string> {
  const mayShow = await textRights(orm);
  const leftOut: Record<LeftOut | 'rights', number> = { disputed: 0, language: 0, place: 0, rights: 0 };
  yield goldHead(now);
  for await (const rows of readCorrections(orm))
    for (const said of ofOneMention(rows)) {
      const closed = said[0]!.field === 'text' && mayShow(said[0]!.article.publisher) === 'none';
      const passage = closed ? 'rights' : goldPassage(said);
      if (typeof passage === 'string') leftOut[passage]++;
      else yield passageYaml(passage);
    }
  yield goldFoot(leftOut);
}

type Said = CorrectedMention & { article: CorrectedArticle['article'] };

/** Corrections of one mention together; they stand side by side. */
function ofOneMention(rows: readonly CorrectedArticle[]): Said[][] {
  const groups: Said[][] = [];
  let last = '';
  for (const { correction, article } of rows) {
    const { articleId, field, startsAt, endsAt, entityId } = correction;
    const key = JSON.stringify([articleId, field, startsAt, endsAt, entityId]);
    const said = { ...correction, at: placeInSentence(correction, article), article };
    if (key === last) groups.at(-1)!.push(said);
    else groups.push([said]);
    last = key;
  }
  return groups;
}

/**
 * Where in its sentence a mention begins: as the article has it, or, once that was edited, where its words stand if they
 * stand there once; −1 where nobody can tell.
 */
function placeInSentence(
  { field, startsAt, words, sentence }: Pick<Correction, 'field' | 'startsAt' | 'words' | 'sentence'>,
  article: { title: string; text: string },
): number {
  const text = field === 'title' ? article.title : article.text;
  for (let at = sentence.indexOf(words); at >= 0; at = sentence.indexOf(words, at + 1))
    if (startsAt >= at && text.startsWith(sentence, startsAt - at)) return at;
  const first = sentence.indexOf(words);
  return first === sentence.lastIndexOf(words) ? first : -1;
}
