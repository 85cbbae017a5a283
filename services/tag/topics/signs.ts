import type { Entity } from '../names/entity.ts';
import { buildMatcher, type Matcher } from '../names/matcher.ts';
import { type Group, topicsData } from './topics-data.ts';

/** How strongly each group of topics.yaml shows, 0…1; groups that do not are left out. */
export interface Signs {
  whole: ReadonlyMap<string, number>;
  title: ReadonlyMap<string, number>;
}

/** A long text collects words by chance: they count in full up to this many UTF-16 units. */
const FULL_LENGTH = 4000;
/** Families are shallow; a longer chain of parents is a mistake of the list. */
const MOST_PARENTS = 5;

/** The signs of an article: different words and entities per group, with falling returns. */
export function signsIn(
  title: string,
  text: string,
  mentioned: ReadonlySet<string>,
  titled: ReadonlySet<string>,
  entities: ReadonlyMap<string, Entity>,
): Signs {
  const { matcher, groupsOfWord } = words();
  const [inTitle, inText] = matcher
    .match([title, text])
    .map((found) => new Set(found.map(({ alias }) => alias.text))) as [Set<string>, Set<string>];
  const count = (named: Iterable<string>, ids: Iterable<string>) => {
    const counts = new Map<string, number>();
    const add = (group: string) => counts.set(group, (counts.get(group) ?? 0) + 1);
    for (const word of named) for (const group of groupsOfWord.get(word) ?? []) add(group);
    for (const id of ids) for (const group of groupsOfEntity(id, entities)) add(group);
    return counts;
  };
  const dilution = Math.max(1, Math.log2(1 + text.length / FULL_LENGTH));
  return {
    whole: strengths(count(new Set([...inTitle, ...inText]), mentioned), dilution),
    title: strengths(count(inTitle, titled), 1),
  };
}

/** One sign is worth a half, two three quarters, and so on. */
function strengths(counts: ReadonlyMap<string, number>, dilution: number): Map<string, number> {
  return new Map([...counts].map(([group, count]) => [group, 1 - 0.5 ** (count / dilution)]));
}

let compiled: { matcher: Matcher; groupsOfWord: ReadonlyMap<string, string[]> } | undefined;

function words() {
  compiled ??= compileWords(topicsData().groups);
  return compiled;
}

/** All groups' words as the aliases of one entity; what has a capital letter counts in that case alone. */
function compileWords(groups: ReadonlyMap<string, Group>) {
  const groupsOfWord = new Map<string, string[]>();
  for (const [name, group] of groups) {
    for (const word of group.words) groupsOfWord.set(word, [...(groupsOfWord.get(word) ?? []), name]);
  }
  const aliases = [...groupsOfWord.keys()].map((text) => ({
    text,
    case: /\p{Lu}/u.test(text) ? ('exact' as const) : ('any' as const),
  }));
  return { matcher: buildMatcher([{ id: 'words', type: 'rule', name: 'words', aliases }]), groupsOfWord };
}

/** Entities' groups stay the same as long as the list does. */
const known = new WeakMap<ReadonlyMap<string, Entity>, Map<string, readonly string[]>>();

function groupsOfEntity(id: string, entities: ReadonlyMap<string, Entity>): readonly string[] {
  const cache = known.get(entities) ?? new Map<string, readonly string[]>();
  known.set(entities, cache);
  const cached = cache.get(id);
  if (cached) return cached;
  const family = familyOf(id, entities);
  const type = entities.get(id)?.type;
  const groups = [...topicsData().groups]
    .filter(
      ([, { types, families }]) =>
        types.some((each) => each === type) || families.some((each) => family.has(each)),
    )
    .map(([name]) => name);
  cache.set(id, groups);
  return groups;
}

/** An entity and whom it belongs to. */
function familyOf(id: string, entities: ReadonlyMap<string, Entity>): Set<string> {
  const family = new Set<string>();
  let next: string | undefined = id;
  for (let step = 0; step < MOST_PARENTS && next !== undefined; step++) {
    family.add(next);
    next = entities.get(next)?.parent;
  }
  return family;
}
