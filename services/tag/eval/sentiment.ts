import { sentimentTowards } from '../sentiment/sentiment.ts';
import { hasShared, type Judged, readNewsMtsc, readSentfin } from './datasets.ts';
import type { Passage } from './gold.ts';
import { type Confusion, confusionOf } from './scores.ts';

/** One row of the table of sentiment: a set of judged targets. */
interface JudgedSet {
  name: string;
  judged: readonly Judged[];
  language: 'en' | 'zh';
}

/** Public sets, where they are beside the checkout, and the labelled mentions of the gold set. */
export function judgedSets(gold: readonly Passage[]): JudgedSet[] {
  const sets: JudgedSet[] = [];
  if (hasShared('newsmtsc/devtest_mt.jsonl.gz'))
    sets.push({ name: 'NewsMTSC devtest_mt', judged: readNewsMtsc('devtest_mt'), language: 'en' });
  if (hasShared('sentfin/train.csv.gz')) {
    const judged = readSentfin('check');
    sets.push({ name: 'SEntFiN check part', judged, language: 'en' });
    const conflicting = judged.filter((each) => each.conflicting);
    sets.push({ name: 'SEntFiN, conflicting labels', judged: conflicting, language: 'en' });
  }
  for (const part of ['tune', 'held'] as const)
    for (const language of ['en', 'zh'] as const) {
      const passages = gold.filter((passage) => passage.part === part && passage.language === language);
      sets.push({ name: `gold ${language} ${part}`, judged: passages.flatMap(judgedMentions), language });
    }
  return sets;
}

function judgedMentions({ id, mentions, title, text }: Passage): Judged[] {
  return mentions.flatMap(({ field, start, end, label }) =>
    label
      ? [
          {
            text: field === 'title' ? title : text,
            from: start,
            to: end,
            label,
            conflicting: false,
            source: id,
          },
        ]
      : [],
  );
}

/** How the function that the tagger calls judges a set. */
export const judgeSet = ({ judged, language }: JudgedSet): Confusion =>
  confusionOf(
    judged.map(({ text, from, to, label }) => ({
      truth: label,
      given: sentimentTowards(text, from, to, language).label,
    })),
  );
