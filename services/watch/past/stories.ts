import type { Orm } from '../../../db/database.ts';
import { inOrderLearned, type PastArticle, pastMembers } from '../../../db/pastArticles.ts';
import { type PastTags, pastTags } from '../../../db/pastTags.ts';
import type { StoryArticle, StorySoFar } from '../../alert/story.ts';

/** What a story knew as articles came into it, one after the other. */
interface Story {
  /** In the order in which the archive learned of them. */
  members: PastArticle[];
  /** Up to when they were read. */
  until: Date;
  /** The first `told.length` of them as the story had them when the latest of these came. */
  told: Told[];
  /** The earliest of each group of copies so far. */
  originals: Map<number, Told>;
}
type Told = StoryArticle & { copyOf: number | null };

const noTags: PastTags = { entities: [], events: [] };
/** Longer than any story is open for further articles; those that are not are forgotten. */
const openMs = 30 * 86_400_000;
/** Of a story with more, the latest are looked at, as live. */
const most = 500;

/**
 * Stories as they grew. An article is placed by those before it alone, in the order of publication, so that where it is
 * today is where it was put when it came, and no history of places is needed; only what came late, a person’s ruling or
 * a grouping of everything anew can have moved it since. Which of several copies was the original changes as earlier ones
 * come, and is made out anew here.
 */
export class PastStories {
  readonly #stories = new Map<number, Story>();
  readonly #tags = new Map<number, PastTags>();
  constructor(private readonly orm: Orm) {}

  /** Reads all that the archive knew before a moment of the stories of some articles, and the tags of both. */
  async read(found: readonly PastArticle[], before: Date): Promise<void> {
    const ids = [...new Set(found.flatMap(({ storyId }) => storyId ?? []))];
    const asked = ids.map((id) => ({ id, from: this.#stories.get(id)?.until ?? new Date(0) }));
    const foundIds = found.map(({ id }) => id);
    const others = await pastMembers(this.orm, asked, before, foundIds);
    for (const id of ids) this.#story(id).until = before;
    for (const member of [...others, ...found].sort(inOrderLearned))
      if (member.storyId !== null) this.#story(member.storyId).members.push(member);
    const unread = [...others.map(({ id }) => id), ...foundIds];
    for (const [id, tags] of await pastTags(this.orm, unread)) this.#tags.set(id, tags);
  }

  tagsOf = ({ id }: PastArticle): PastTags => this.#tags.get(id) ?? noTags;

  /**
   * A story as it was when an article came, and whose copy that was then. Articles must be given in the order in which
   * the archive learned of them.
   */
  before(article: PastArticle): { story: StorySoFar | null; copyOf: number | null } {
    const { storyId } = article;
    if (storyId === null) return { story: null, copyOf: article.copyOf };
    const story = this.#story(storyId);
    while (
      story.told.length < story.members.length &&
      inOrderLearned(story.members[story.told.length]!, article) < 0
    )
      this.#tell(story, story.members[story.told.length]!);
    const original = story.originals.get(groupOf(article));
    const copyOf = original && isEarlier(original, article) ? original.id : null;
    const articles = story.told.length > most ? story.told.slice(-most) : story.told;
    return { story: { id: storyId, articles }, copyOf };
  }

  /** Forgets articles without a story, and stories that none can come into any more, with the tags read for them. */
  forget(found: readonly PastArticle[], now: Date): void {
    for (const { id, storyId } of found) if (storyId === null) this.#tags.delete(id);
    for (const [id, { members }] of this.#stories) {
      const last = members.at(-1);
      if (last && now.getTime() - last.learnedAt.getTime() < openMs) continue;
      this.#stories.delete(id);
      for (const member of members) this.#tags.delete(member.id);
    }
  }

  #tell(story: Story, member: PastArticle): void {
    const { entities, events } = this.tagsOf(member);
    const { id, publishedAt, learnedAt, publisher, family } = member;
    const told: Told = {
      ...{ id, publishedAt, foundAt: learnedAt, publisher, family, copyOf: null },
      ...{ events, entities: entities.map((entity) => entity.id) },
    };
    story.told.push(told);
    const original = story.originals.get(groupOf(member));
    if (original && isEarlier(original, told)) told.copyOf = original.id;
    else {
      if (original) original.copyOf = id;
      story.originals.set(groupOf(member), told);
    }
  }

  #story(id: number): Story {
    const story = this.#stories.get(id) ?? {
      ...{ members: [], until: new Date(0), told: [], originals: new Map() },
    };
    this.#stories.set(id, story);
    return story;
  }
}

const groupOf = ({ id, copyOf }: Pick<PastArticle, 'id' | 'copyOf'>) => copyOf ?? id;
/** Which of two is the original. */
const isEarlier = (a: { id: number; publishedAt: Date }, b: { id: number; publishedAt: Date }) =>
  a.publishedAt < b.publishedAt || (a.publishedAt.getTime() === b.publishedAt.getTime() && a.id < b.id);
