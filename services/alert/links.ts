import { type Links, type Notice, type NoticeContent, noticeContent } from './notice.ts';

/**
 * A notice as it leaves the archive, with its id and absolute links.
 *
 * @param home where people open Chipwire, such as https://chipwire.example.com
 */
export function noticeFrom({ id, content }: { id: number; content: object }, home: string): Notice {
  const read = noticeContent.parse(content);
  return { ...read, id: `notice-${id}`, links: linksOf(read, home) };
}

function linksOf({ alert, matches }: NoticeContent, home: string): Links {
  const at = (path: string) => `${home.replace(/\/+$/, '')}${path}`;
  return {
    home: at('/'),
    alert: alert && at(`/alerts/${alert.id}`),
    matches: matches.map(({ storyId, article }) => {
      if (storyId !== null) return at(`/stories/${storyId}`);
      return article && at(`/articles/${article.id}`);
    }),
  };
}
