import { type EntityList, entityListVersion, loadEntityList } from '../names/list.ts';
import { tagArticle, taggerVersion } from '../tag.ts';
import { type Passage, readGold } from './gold.ts';
import { addScores, emptyTally, measured, rates, type Tally } from './gold-scores.ts';
import { type Confusion, labelScoresOf } from './scores.ts';
import { judgedSets, judgeSet } from './sentiment.ts';
import { scoreTopics, type TopicScores } from './topics.ts';

/** How good tags are: what `npm run eval -- tag` measures. */
export interface TagScores {
  tagger: string;
  /** Version of the entity list. */
  list: string;
  sentiment: { set: string; confusion: Confusion }[];
  gold: GoldPart[];
  topics: TopicScores;
}

/** A part of the project's own gold set: rules may be tuned on `tune`, never on `held`. */
export interface GoldPart {
  language: 'en' | 'zh';
  part: 'tune' | 'held';
  passages: number;
  counts: Tally;
}

export function measureTagging(): TagScores {
  const gold = readGold();
  const list = loadEntityList();
  return {
    tagger: taggerVersion,
    list: entityListVersion(),
    sentiment: judgedSets(gold).map((set) => ({ set: set.name, confusion: judgeSet(set) })),
    gold: (['tune', 'held'] as const).flatMap((part) =>
      (['en', 'zh'] as const).map((language) => measurePart(gold, list, part, language)),
    ),
    topics: scoreTopics(list),
  };
}

function measurePart(
  gold: readonly Passage[],
  list: EntityList,
  part: GoldPart['part'],
  language: GoldPart['language'],
): GoldPart {
  const passages = gold.filter((each) => each.part === part && each.language === language);
  const counts = emptyTally();
  for (const passage of passages) addScores(counts, passage, tagArticle(passage, list));
  return { language, part, passages: passages.length, counts };
}

/** The figures that have floors, by their names in floors.json; 0…1. */
export function tagFigures({ sentiment, gold, topics }: TagScores): Map<string, number> {
  return new Map([
    ...sentiment.map(
      ({ set, confusion }) => [`sentiment, ${set}`, labelScoresOf(confusion).macroF1] as const,
    ),
    ...gold.flatMap(({ language, part, counts }) =>
      measured.map((what) => [`gold ${language} ${part}, ${what}`, rates(counts[what]).f1] as const),
    ),
    ...topics.rows.map(({ name, counts }) => [`topics, ${name}`, rates(counts).f1] as const),
  ]);
}
