import { SHORTEST_MS } from '../schedule.ts';
import { simulateWeek } from './week.ts';

// One feed over a simulated week, every request on a line: `npm run eval -- fetch`.

const { lines, row, restarts } = await simulateWeek();
const minutes = (ms: number | null) => (ms === null ? '–' : `${Math.round(ms / 60_000)} min`);
const wide = (text: string, width: number) => text.padEnd(width);
console.log(wide('at', 18), wide('since', 9), wide('asked', 12), wide('answer', 14), 'publisher');
for (const line of lines) {
  const asked = line.conditional ? 'conditional' : 'whole';
  const answer = `${line.status ?? '–'} ${line.outcome}`;
  const at = line.at.toISOString().slice(0, 16).replace('T', ' ');
  console.log(wide(at, 18), wide(minutes(line.gapMs), 9), wide(asked, 12), wide(answer, 14), line.scene);
}
const count = (holds: (line: (typeof lines)[number]) => boolean) => lines.filter(holds).length;
const gaps = lines.flatMap(({ gapMs }) => (gapMs === null ? [] : [gapMs]));
console.log(
  JSON.stringify({
    requests: lines.length,
    conditional: count(({ conditional }) => conditional),
    notModified: count(({ status }) => status === 304),
    whole: count(({ outcome }) => outcome === 'entries'),
    failed: count(({ outcome }) => outcome === 'failed'),
    restarts,
    shortestGapMinutes: Math.min(...gaps) / 60_000,
    longestGapMinutes: Math.round(Math.max(...gaps) / 60_000),
    floorMinutes: SHORTEST_MS / 60_000,
    polledAt: row.pollUrl,
  }),
);
