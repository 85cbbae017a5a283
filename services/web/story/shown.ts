import type { ListedStory, StoryArticle } from '../../../db/stories.ts';
import { language } from '../language/language.ts';
import { articleAddress, storyAddress } from '../layout/address.ts';

/** Of a story's first articles in each language the one in the reader's; another where there is none. */
export const inOwnLanguage = <Other extends Pick<StoryArticle, 'id' | 'title' | 'language'>>(
  told: readonly StoryArticle[],
  other: Other,
): StoryArticle | Other => told.find((each) => each.language.split('-')[0] === language()) ?? other;

/** Where a story is read: one of a single article in that article. */
export const readingAddress = ({ id, articles, first }: Pick<ListedStory, 'id' | 'articles' | 'first'>) =>
  articles === 1 ? articleAddress(first.id) : storyAddress(id);
