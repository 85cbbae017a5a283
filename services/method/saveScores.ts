import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Scores, scoresFile } from './scores.ts';

/**
 * Keeps what an evaluation measured, with the day (UTC), in scores.json; the scores of the others stay.
 *
 * @param isWhole false where data was missing: figures of a part must not stand for the whole, so nothing is saved
 */
export function saveScores<Name extends keyof Scores>(
  name: Name,
  scores: Omit<Scores[Name], 'measuredOn'>,
  isWhole: boolean,
): void {
  if (!isWhole) {
    console.error('\nNot saved: some of the data was not there.');
    process.exitCode = 1;
    return;
  }
  const all = JSON.parse(readFileSync(scoresFile, 'utf8')) as Partial<Scores>;
  const measuredOn = new Date().toISOString().slice(0, 10);
  const kept = { ...all, [name]: { measuredOn, ...scores } };
  writeFileSync(scoresFile, JSON.stringify(kept));
  execFileSync('npx', ['biome', 'format', '--write', fileURLToPath(scoresFile)], { stdio: 'ignore' });
}
