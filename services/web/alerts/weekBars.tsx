import type { Week } from '../../watch/past/lines.ts';

const chart = { width: 800, height: 56, bars: 110 };

/** Hits by week, or by several weeks where there are many, with the first and the last day below. */
export function WeekBars({ weeks }: { weeks: readonly Week[] }) {
  const each = Math.ceil(weeks.length / chart.bars);
  const bars = Array.from({ length: Math.ceil(weeks.length / each) }, (_, nth) =>
    weeks.slice(nth * each, (nth + 1) * each).reduce((sum, { hits }) => sum + hits, 0),
  );
  const most = Math.max(...bars, 1);
  const step = chart.width / Math.max(bars.length, 1);
  const per = each === 1 ? 'week' : `${each} weeks`;
  return (
    <figure class="week-bars">
      <svg
        role="img"
        viewBox={`0 0 ${chart.width} ${chart.height}`}
        preserveAspectRatio="none"
        width="100%"
        height={chart.height}
      >
        <title>{`Hits by ${per}: ${most} at most`}</title>
        <line x1="0" x2={chart.width} y1={chart.height - 0.5} y2={chart.height - 0.5} />
        {bars.map((hits, nth) => (
          <Bar hits={hits} tall={(hits / most) * (chart.height - 4)} x={nth * step} width={step * 0.8} />
        ))}
      </svg>
      <figcaption>
        <span>{weeks[0]?.week}</span>
        <span>{`hits by ${per}, ${most} at most`}</span>
        <span>{weeks.at(-1)?.week}</span>
      </figcaption>
    </figure>
  );
}

function Bar({ hits, tall, x, width }: { hits: number; tall: number; x: number; width: number }) {
  if (hits === 0) return null;
  const [left, top] = [x, chart.height - 1 - tall].map((pixels) => Math.round(pixels * 10) / 10);
  return <rect x={left} y={top} width={Math.round(width * 10) / 10} height={Math.round(tall * 10) / 10} />;
}
