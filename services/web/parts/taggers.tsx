import type { SeriesAnswer } from '../../api/series.ts';
import { counted, say } from '../language/say.tsx';

/** Says so where a series was not all tagged in one way. */
export function MixedTaggers({ taggers }: { taggers: SeriesAnswer['taggedWith'] }) {
  const others = taggers.slice(1).reduce((sum, { articles }) => sum + articles, 0);
  if (others === 0) return null;
  return (
    <strong class="mixed-taggers">
      {say(
        '{articles} tagged by another version or entity list than the rest; chipwire retag makes them alike.',
        {
          articles: counted(others, 'article'),
        },
      )}
    </strong>
  );
}
