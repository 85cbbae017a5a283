import { type PartitionStep, partition as partitionArchive } from '../../db/partition.ts';
import { listMonths, type Month } from '../../db/partitionMonths.ts';
import { type CommandContext, exitCodes } from './context.ts';
import { tableOf } from './table.ts';

/** Puts articles and mentions into monthly partitions, or shows those that there are. */
export async function partition(ctx: CommandContext, { list = false }: { list?: boolean }): Promise<number> {
  const { orm, now, out, err, config } = ctx;
  if (!config.DATABASE_URL) {
    err('Partitions are for an archive on a PostgreSQL server: set DATABASE_URL.');
    return exitCodes.wrongUse;
  }
  if (!list) await partitionArchive(orm, now(), (step) => err(`${now().toISOString()} ${steps[step]}`));
  const months = await listMonths(orm);
  if (months.length === 0) err('The archive has no partitions. `chipwire partition` makes them.');
  else for (const line of lines(months)) out(line);
  return exitCodes.done;
}

const steps: Record<PartitionStep, string> = {
  addresses: 'noting the address of every article; work goes on meanwhile',
  bounds: 'making sure that all ids are below those of the first month; work goes on meanwhile',
  articles: 'locking the archive for a moment: articles',
  keys: 'checking that what belongs to an article has one; work goes on meanwhile',
  mentions: 'locking the archive for a moment: mentions',
  months: 'making the partitions of this month and the next ones',
};

const lines = (months: Month[]): string[] =>
  tableOf(
    ['month', 'ids from', 'articles', 'size', 'nothing newer than'],
    months.map(({ month, from, articles, bytes, closedAt }) => [
      month ?? 'before',
      `${from}`,
      articles < 0 ? '' : `${articles}`,
      `${Math.round(bytes / megabyte)} MB`,
      closedAt ? closedAt.toISOString().slice(0, 10) : '',
    ]),
  );
const megabyte = 1_000_000;
