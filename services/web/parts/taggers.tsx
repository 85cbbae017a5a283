import type { TaggedWith } from '../../../db/trends.ts';
import { counted } from './words.ts';

/** Says so where a series was not all tagged in one way. */
export function MixedTaggers({ taggers }: { taggers: TaggedWith[] }) {
  const others = taggers.slice(1).reduce((sum, { articles }) => sum + articles, 0);
  if (others === 0) return null;
  const told = `${counted(others, 'article')} in it ${others === 1 ? 'was' : 'were'} tagged by another version or entity list`;
  return <strong>{` ${told} than the rest; chipwire retag makes them alike.`}</strong>;
}
