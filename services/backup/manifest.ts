import { z } from 'zod';

/** What a backup tells of itself, in `manifest.json` of the zip; each table's rows are in `tables/<name>.jsonl`. */
export const manifestShape = z.object({
  kind: z.literal('chipwire-backup'),
  form: z.literal(1),
  /** Version that made it, and when. */
  chipwire: z.string(),
  madeAt: z.iso.datetime(),
  /** The newest migration that its tables have gone through. */
  schema: z.int().positive(),
  sequences: z.record(z.string(), z.int().min(0)),
  tables: z.array(
    z.object({
      name: z.string().regex(/^[a-z_]{1,63}$/),
      rows: z.int().min(0),
      bytes: z.int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type Manifest = z.output<typeof manifestShape>;

export const manifestFile = 'manifest.json';
export const tableFile = (table: string) => `tables/${table}.jsonl`;

/** A file is no backup, or not a whole one, or not for this archive; the message says what to do. */
export class BackupError extends Error {
  override name = 'BackupError';
}
