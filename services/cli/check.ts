import { readConfig } from '../runtime/config.ts';
import { readFeeds } from '../runtime/feeds.ts';
import { loadEntityList } from '../tag/names/list.ts';

/** @throws ConfigError with every fault */
export function checkFeeds(): void {
  const feeds = readFeeds(readConfig(process.env).CHIPWIRE_FEEDS);
  const publishers = new Set(feeds.map((feed) => feed.publisher));
  console.log(`No faults. Feeds: ${feeds.length}; publishers: ${publishers.size}.`);
}

/** @throws EntityListError with every fault */
export function checkEntities(): void {
  const { entities } = loadEntityList(undefined, readConfig(process.env).CHIPWIRE_ENTITIES);
  console.log(`No faults. Entities: ${entities.size}.`);
}
