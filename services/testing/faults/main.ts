import { Command } from 'commander';
import { aNumber, oneOf } from '../../cli/options.ts';
import type { Victim } from './home.ts';
import { isFine } from './judge.ts';
import { homes, play } from './play.ts';
import { countsOf, reportOf } from './report.ts';

// `npm run test:faults -- --rounds 50 --home server`
const program = new Command('test:faults')
  .description('kills Chipwire and its servers at random moments, and counts what alerts lost or told twice')
  .option('--rounds <number>', 'kills', aNumber(1, 10_000), 20)
  .option(
    '--home <name>',
    'embedded, postgres, server (PostgreSQL and Redis), or network (the same behind lines that fail)',
    oneOf(...Object.keys(homes)),
    'embedded',
  )
  .option('--victims <names>', 'comma-separated; all of the home when left out')
  .option('--down <seconds>', 'how long servers are away; drawn when left out', aNumber(0, 3600))
  .option('--seed <number>', 'of all that is random', aNumber(1, 2 ** 31), 1)
  .parse();
const { rounds, home, victims, down, seed } = program.opts<{
  rounds: number;
  home: keyof typeof homes;
  victims?: string;
  down?: number;
  seed: number;
}>();
const stop = new AbortController();
// The first Ctrl-C ends the run after its round, the second at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => (stop.signal.aborted ? process.exit(130) : stop.abort()));
const outcome = await play({
  ...{ rounds, home, down, seed, signal: stop.signal },
  ...(victims ? { victims: victims.split(',') as Victim[] } : {}),
  onRound: ({ nth, victim, stage, left, ms }) =>
    console.log(
      `${nth + 1}: ${victim} during ${stage}, ${(ms / 1000).toFixed(1)} s${left && `, LEFT: ${left}`}`,
    ),
});
console.log(`\n${reportOf(home, outcome)}\n`);
console.log(countsOf(outcome));
const { lost, doubled, wrong } = outcome;
for (const [what, all] of Object.entries({ lost, doubled, wrong }))
  for (const one of all.slice(0, 50)) console.log(`${what}: ${one}`);
if (!isFine(outcome)) console.log(`Logs are in ${outcome.folder}`);
process.exitCode = isFine(outcome) ? 0 : 1;
