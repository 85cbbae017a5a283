import { sql } from 'drizzle-orm';
import type { Orm } from '../../../db/database.ts';
import { rowsOf } from './load.ts';

/** Prints how many bytes an article takes in each table of ours and each of its indexes, partitions together. */
export async function tellSizes(orm: Orm, articles: number): Promise<void> {
  const found = await rowsOf(
    orm,
    sql`with recursive whole as (
        select oid, relname as name, oid as part, reltoastrelid as texts from pg_class
          where relkind in ('r', 'p', 'i', 'I') and not relispartition and relnamespace = 'public'::regnamespace
        union all
        select whole.oid, name, c.oid, c.reltoastrelid from whole
          join pg_inherits on inhparent = part join pg_class c on c.oid = inhrelid)
      select name, sum(pg_relation_size(part))::float8 as bytes,
        sum(case when texts > 0 then pg_total_relation_size(texts) else 0 end)::float8 as texts
      from whole group by 1 having sum(pg_relation_size(part)) > 100000 order by 2 desc`,
  );
  const of = (bytes: unknown) => `${Math.round(Number(bytes) / articles)}`.padStart(7);
  console.log('bytes an article, and of its texts out of line:');
  for (const { name, bytes, texts } of found) console.log(`${of(bytes)} ${of(texts)}  ${name}`);
}
