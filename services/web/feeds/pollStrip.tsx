import type { RecentPoll } from '../../../db/feedHealth.ts';
import { wentWell } from '../../feeds/health.ts';
import { counted, say } from '../language/say.tsx';

const step = 5;
const height = 16;

/**
 * The latest polls as a strip, the newest at its right: a tall bar for one that brought something new, a short one for
 * one that did not, a cross for one that failed.
 */
export function PollStrip({ polls }: { polls: RecentPoll[] }) {
  const failed = polls.filter((poll) => !wentWell(poll));
  const brought = polls.filter((poll) => wentWell(poll) && poll.added > 0);
  const still = polls.filter((poll) => wentWell(poll) && poll.added === 0);
  const label = say('The latest {polls}: {brought} brought something new, {failed} failed', {
    ...{ polls: counted(polls.length, 'poll'), brought: brought.length, failed: failed.length },
  });
  const place = (poll: RecentPoll) => (polls.length - 1 - polls.indexOf(poll)) * step + 2;
  const width = polls.length * step;
  const draw = (some: RecentPoll[], mark: (x: number) => string) =>
    some.map((poll) => mark(place(poll))).join('');
  return (
    <svg class="poll-strip" role="img" viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
      <title>{label}</title>
      <path class="brought" d={draw(brought, (x) => `M${x} 1v14`)} />
      <path class="still" d={draw(still, (x) => `M${x} 10v5`)} />
      <path class="failed" d={draw(failed, (x) => `M${x - 2} 5l4 5m-4 0l4-5`)} />
    </svg>
  );
}
