import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Entity } from '../names/entity.ts';
import { buildMatcher, type Matcher } from '../names/matcher.ts';
import { wordsSchema } from '../text/words.ts';

/** How much an article is on a topic, 0…1. */
export interface TopicTag {
  id: 'export-controls' | 'model-releases';
  relevance: number;
}

const topicSchema = z.strictObject({
  /** weight → terms */
  terms: z.record(z.string(), wordsSchema),
  /** entity type → weight of the first mention of an entity of that type */
  types: z.record(z.string(), z.number()).default({}),
  entities: z.record(z.string(), z.number()).default({}),
  /** entities to one of which, or to whose children, something mentioned must belong … */
  families: wordsSchema.optional(),
  /** … or a term of one of these weights or an entity of one of these types must be there … */
  anchors: z.strictObject({ weights: wordsSchema, types: wordsSchema }).optional(),
  /** … or this is all that the relevance is worth */
  outsiders: z.number().min(0).max(1).default(1),
});
const topicsSchema = z.strictObject({ 'export-controls': topicSchema, 'model-releases': topicSchema });

type Topic = z.infer<typeof topicSchema>;

/** Sum of weights at which an article is as good as surely on topic; 1 − 1/e of the way there is 0.63. */
const SCALE = 2.5;
/** A term in the title says more than one anywhere in the text. */
const IN_TITLE = 1.8;
/** A long text collects terms by chance: weights count in full up to this many UTF-16 units. */
const FULL_LENGTH = 4000;

interface Compiled {
  topics: Record<TopicTag['id'], Topic>;
  /** terms as entities whose id is their weight */
  matchers: Record<TopicTag['id'], Matcher>;
}

let compiled: Compiled | undefined;

/**
 * The relevance of an article for each topic, by terms and mentioned entities of topics.yaml; every term and
 * entity counts once.
 *
 * @param mentioned ids of the entities mentioned; @param titled those of them in the title
 */
export function topicsOf(
  title: string,
  text: string,
  mentioned: ReadonlySet<string>,
  titled: ReadonlySet<string>,
  entities: ReadonlyMap<string, Entity>,
): TopicTag[] {
  compiled ??= compile();
  const { topics, matchers } = compiled;
  return (['export-controls', 'model-releases'] as const).map((id) => {
    const topic = topics[id];
    const isFamily = (entityId: string) =>
      topic.families === undefined || belongs(entityId, topic.families, entities);
    const terms = termWeights(matchers[id], title, text);
    let sum = terms.reduce((total, { weight, factor }) => total + weight * factor, 0);
    for (const entityId of mentioned) {
      const type = entities.get(entityId)?.type;
      const ofType = type !== undefined && isFamily(entityId) ? (topic.types[type] ?? 0) : 0;
      sum += Math.max(topic.entities[entityId] ?? 0, ofType) * (titled.has(entityId) ? IN_TITLE : 1);
    }
    const { anchors } = topic;
    const isAnchored =
      anchors === undefined ||
      terms.some(({ weight }) => anchors.weights.some((each) => Number(each) === weight)) ||
      [...mentioned].some(
        (id) => id in topic.entities || anchors.types.includes(entities.get(id)?.type ?? ''),
      );
    if (!isAnchored || (topic.families !== undefined && ![...mentioned].some(isFamily)))
      sum *= topic.outsiders;
    const dilution = Math.max(1, Math.log2(1 + text.length / FULL_LENGTH));
    return { id, relevance: Math.round((1 - Math.exp(-sum / dilution / SCALE)) * 1000) / 1000 };
  });
}

/** Each term once, with more weight where it stands in the title. */
function termWeights(matcher: Matcher, title: string, text: string): { weight: number; factor: number }[] {
  const [inTitle, inText] = matcher.match([title, text]);
  const seen = new Map<string, { weight: number; factor: number }>();
  for (const { alias, entityId } of inText!) seen.set(alias.text, { weight: Number(entityId), factor: 1 });
  for (const { alias, entityId } of inTitle!)
    seen.set(alias.text, { weight: Number(entityId), factor: IN_TITLE });
  return [...seen.values()];
}

function belongs(
  entityId: string,
  families: readonly string[],
  entities: ReadonlyMap<string, Entity>,
): boolean {
  // Parents form no loops longer than the list; five steps are more than any family has.
  let id: string | undefined = entityId;
  for (let step = 0; step < 5 && id !== undefined; step++) {
    if (families.includes(id)) return true;
    id = entities.get(id)?.parent;
  }
  return false;
}

function compile(): Compiled {
  const raw: unknown = parse(readFileSync(new URL('./topics.yaml', import.meta.url), 'utf8'));
  const topics = topicsSchema.parse(raw);
  const matcherOf = (topic: Topic) =>
    buildMatcher(
      Object.entries(topic.terms).map(([weight, terms]) => ({
        id: weight,
        type: 'rule' as const,
        name: weight,
        aliases: terms.map((text) => ({ text, case: 'any' as const })),
      })),
    );
  return {
    topics,
    matchers: {
      'export-controls': matcherOf(topics['export-controls']),
      'model-releases': matcherOf(topics['model-releases']),
    },
  };
}
