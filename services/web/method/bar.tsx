const width = 64;

/** A share as a small bar, with its interval where there is one; the number stands beside it. */
export function Bar({ share, interval }: { share: number; interval?: { low: number; high: number } | null }) {
  const at = (value: number) => Math.round(value * width * 10) / 10;
  return (
    <svg class="share-bar" viewBox={`0 0 ${width} 12`} width={width} height={12} aria-hidden="true">
      <rect class="whole" width={width} y={3} height={6} />
      <rect class="part" width={at(share)} y={3} height={6} />
      {interval && <line class="interval" x1={at(interval.low)} x2={at(interval.high)} y1={6} y2={6} />}
    </svg>
  );
}
