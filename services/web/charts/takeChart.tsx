import { say } from '../language/say.tsx';

/** Parameters of GET /v1/trends, and `show`; those that may stand several times as lists. */
export type ChartParameters = Record<
  string,
  string | number | boolean | readonly string[] | null | undefined
>;

/** An address with parameters of a chart; empty ones are left out. */
export function chartAddress(path: string, parameters: ChartParameters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined && each !== null && each !== '' && each !== false)
        search.append(name, String(each));
  return search.size > 0 ? `${path}?${search}` : path;
}

/** Ways to take a chart along: its numbers, its picture, the call of the API, and itself for another page. */
export function TakeChart({ parameters }: { parameters: ChartParameters }) {
  const { show: _, ...asked } = parameters;
  const file = chartAddress('/charts/series.svg', { ...parameters, download: true });
  return (
    <ul class="take-chart" aria-label={say('Take this chart along')} data-png={file}>
      <li>
        <a href={chartAddress('/v1/trends.csv', asked)}>CSV</a>
      </li>
      <li>
        <a href={file}>SVG</a>
      </li>
      <li>
        <a href={chartAddress('/v1/trends', asked)}>{say('API call')}</a>
      </li>
      <li>
        <a href={`${chartAddress('/trends', parameters)}#embed`}>{say('Embed')}</a>
      </li>
    </ul>
  );
}
