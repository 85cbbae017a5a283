import { readConfig } from '../runtime/config.ts';
import { readFeeds } from '../runtime/feeds.ts';
import { loadEntityList } from '../tag/list.ts';

/** @throws ConfigError with every fault */
export function checkFeeds(): void {
  const feeds = readFeeds(readConfig(process.env).CHIPWIRE_FEEDS);
  const publishers = new Set(feeds.map((feed) => feed.publisher));
  console.log(`${feeds.length} feeds of ${publishers.size} publishers; no faults.`);
}

/** @throws EntityListError with every fault */
export function checkEntities(): void {
  const { entities } = loadEntityList(undefined, readConfig(process.env).CHIPWIRE_ENTITIES);
  console.log(`${entities.size} entities; no faults.`);
}
