import type { TrendPoint } from '../../../db/trends.ts';

const spark = { width: 104, height: 22, weeks: 26 };

/**
 * Volume of the last half year by week, in a line of text.
 *
 * @param days one point a day, oldest first; its last 182 are shown in weeks that end today
 */
export function Sparkline({ days, name }: { days: TrendPoint[]; name: string }) {
  const weeks = Array.from({ length: spark.weeks }, (_, week) => {
    const end = days.length - (spark.weeks - 1 - week) * 7;
    return days.slice(Math.max(0, end - 7), Math.max(0, end)).reduce((sum, day) => sum + day.articles, 0);
  });
  const most = Math.max(...weeks, 1);
  const step = spark.width / spark.weeks;
  const label = `Articles a week on ${name} over ${spark.weeks} weeks: most ${most}, last ${weeks.at(-1)}`;
  return (
    <svg
      class="spark"
      role="img"
      viewBox={`0 0 ${spark.width} ${spark.height}`}
      preserveAspectRatio="none"
      width={spark.width}
      height={spark.height}
    >
      <title>{label}</title>
      <line x1="0" x2={spark.width} y1={spark.height - 0.5} y2={spark.height - 0.5} />
      {weeks.map((count, week) => {
        const tall = (count / most) * (spark.height - 2);
        if (count === 0) return null;
        return (
          <rect
            class={week >= spark.weeks - 4 ? 'recent' : undefined}
            x={round(week * step)}
            width={round(step - 1)}
            y={round(spark.height - 1 - tall)}
            height={round(tall)}
          />
        );
      })}
    </svg>
  );
}

const round = (pixels: number) => Math.round(pixels * 10) / 10;
