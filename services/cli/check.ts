import { readConfig } from '../runtime/config.ts';
import { readFeeds } from '../runtime/feeds.ts';
import { doubtsIn } from '../tag/names/doubts.ts';
import { loadEntityList } from '../tag/names/list.ts';

/** @throws ConfigError with every fault */
export function checkFeeds({ json }: { json?: boolean }): void {
  const { feeds } = readFeeds(readConfig(process.env).CHIPWIRE_FEEDS);
  const publishers = new Set(feeds.map((feed) => feed.publisher));
  if (json) console.log(JSON.stringify({ feeds: feeds.length, publishers: publishers.size }));
  else console.log(`No faults. Feeds: ${feeds.length}; publishers: ${publishers.size}.`);
}

/**
 * Doubts are told and let pass: the list works, though maybe not as meant.
 *
 * @throws EntityListError with every fault
 */
export function checkEntities({ json }: { json?: boolean }): void {
  const own = readConfig(process.env).CHIPWIRE_ENTITIES;
  const { entities } = loadEntityList(undefined, own);
  const doubts = own === undefined ? [] : doubtsIn(own);
  const lines = [...doubts, `No faults. Doubts: ${doubts.length}; entities: ${entities.size}.`];
  console.log(json ? JSON.stringify({ entities: entities.size, doubts }) : lines.join('\n'));
}
