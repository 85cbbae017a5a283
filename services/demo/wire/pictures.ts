import type { WireArticle } from './articles.ts';
import type { Publisher } from './publishers.ts';

/** The path of an article's lead picture. */
export const picturePath = ({ publisher, slug }: Pick<WireArticle, 'publisher' | 'slug'>): string =>
  `/${publisher}/pictures/${slug}.svg`;

/** A stable number from a text, 0 ≤ n < `below`: what looks random on a page but must not change between visits. */
export function pick(text: string, below: number): number {
  let hash = 2_166_136_261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return hash % below;
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const square = (x: number, y: number, side: number, opacity: number) =>
  `<rect x="${x}" y="${y}" width="${side}" height="${side}" rx="2" fill="#fff" opacity="${opacity.toFixed(2)}"/>`;

function wafer(seed: string): string {
  const dies = range(18 * 12).flatMap((n) => {
    const [x, y] = [210 + (n % 18) * 44, 40 + Math.floor(n / 18) * 44];
    const inside = Math.hypot(x + 20 - 600, y + 20 - 315) < 270;
    return inside ? [square(x, y, 40, 0.12 + pick(seed + n, 60) / 100)] : [];
  });
  return `<circle cx="600" cy="315" r="295" fill="#fff" opacity=".14"/>${dies.join('')}`;
}

function traces(seed: string): string {
  const lines = range(26).map((n) => {
    const [y, bend, rise] = [20 + n * 24, 200 + pick(`${seed}b${n}`, 700), pick(`${seed}r${n}`, 120) - 60];
    return `<path d="M0 ${y}H${bend}l${Math.abs(rise)} ${rise}H1200" fill="none" stroke="#fff" stroke-width="5" opacity=".${2 + pick(seed + n, 4)}"/>`;
  });
  return `${lines.join('')}<rect x="460" y="175" width="280" height="280" rx="18" fill="#111827" stroke="#fff" stroke-width="6"/>`;
}

function bars(seed: string): string {
  return range(22)
    .map((n) => {
      const height = 60 + pick(seed + n, 420);
      return `<rect x="${60 + n * 50}" y="${590 - height}" width="34" height="${height}" fill="#fff" opacity=".${3 + pick(`${n}${seed}`, 5)}"/>`;
    })
    .join('');
}

function layers(seed: string): string {
  const columns = [4, 7, 9, 7, 3];
  const at = (column: number, row: number) => [
    200 + column * 200,
    315 + (row - (columns[column] ?? 1) / 2 + 0.5) * 64,
  ];
  const dots = columns.flatMap((count, column) => range(count).map((row) => at(column, row)));
  const edges = range(70).map((n) => {
    const column = n % 4;
    const [x1, y1] = at(column, pick(`${seed}f${n}`, columns[column] ?? 1));
    const [x2, y2] = at(column + 1, pick(`${seed}t${n}`, columns[column + 1] ?? 1));
    return `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="#fff" stroke-width="2" opacity=".35"/>`;
  });
  return edges.join('') + dots.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="17" fill="#fff"/>`).join('');
}

/** An abstract lead picture (SVG, 1200 by 630): a wafer, a board, bars or a network, chosen by the article. */
export function drawPicture({ slug, topics }: WireArticle, { accent, id }: Publisher): string {
  const motifs = topics.includes('model-releases') ? [layers, bars, traces] : [wafer, traces, bars];
  const motif = motifs[pick(id + slug, motifs.length)] ?? wafer;
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630" width="1200" height="630">' +
    `<defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="${accent}"/><stop offset="1" stop-color="#0f172a"/></linearGradient></defs>` +
    `<rect width="1200" height="630" fill="url(#g)"/>${motif(slug)}</svg>`
  );
}
