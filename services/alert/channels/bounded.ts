import type { Notice } from '../notice.ts';
import { bounded as boundedMatch } from '../rhythm/bounded.ts';
import { oneLine, safeLink } from './clean.ts';

/**
 * The notice with every text in one clean line of a bounded length, and only links that can be followed. Most are made so;
 * but what is sent is what counts.
 */
export function bounded(notice: Notice): Notice {
  const { alert, links } = notice;
  return {
    ...notice,
    title: oneLine(notice.title, 300),
    alert: alert && { ...alert, name: oneLine(alert.name, 200), query: oneLine(alert.query, 1000) },
    matches: notice.matches.map(boundedMatch),
    links: {
      home: safeLink(links.home) ?? '',
      alert: safeLink(links.alert),
      matches: links.matches.map(safeLink),
    },
  };
}
