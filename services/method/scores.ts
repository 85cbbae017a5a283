import { readFileSync } from 'node:fs';
import type { ClusterScores } from '../cluster/eval/measure.ts';
import type { ExtractScores } from '../extract/eval/measure.ts';
import type { TagScores } from '../tag/eval/measure.ts';

/** What `npm run eval -- … --save` measured last, each with its day, `YYYY-MM-DD`. */
export interface Scores {
  tag: Measured<TagScores>;
  cluster: Measured<ClusterScores>;
  extract: Measured<ExtractScores>;
}
type Measured<Of> = Of & { measuredOn: string };

export const scoresFile = new URL('scores.json', import.meta.url);

export const readScores = (): Scores => JSON.parse(readFileSync(scoresFile, 'utf8')) as Scores;
