import type { Stack } from './profile.ts';

interface Frame {
  micros: number;
  inside: Map<string, Frame>;
}

const [width, height] = [1600, 17];
/** Narrower frames, in pixels, are left out: nobody could see them. */
const narrowest = 0.4;

/** Draws stacks as an SVG page that needs nothing else: the wider a frame, the more time; a pointer on it tells how much. */
export function flameGraph(stacks: readonly Stack[], title: string): string {
  const root: Frame = { micros: 0, inside: new Map() };
  for (const { frames, micros } of stacks) {
    root.micros += micros;
    let at = root;
    for (const name of frames) {
      const next = at.inside.get(name) ?? { micros: 0, inside: new Map() };
      next.micros += micros;
      at.inside.set(name, next);
      at = next;
    }
  }
  const scale = width / root.micros;
  const boxes: string[] = [];
  let deepest = 0;
  const draw = (frame: Frame, left: number, depth: number) => {
    let x = left;
    for (const [name, inner] of [...frame.inside].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const wide = inner.micros * scale;
      if (wide >= narrowest) {
        deepest = Math.max(deepest, depth);
        boxes.push(box(name, inner.micros, { x, depth, wide, whole: root.micros }));
        draw(inner, x, depth + 1);
      }
      x += wide;
    }
  };
  draw(root, 0, 1);
  const tall = (deepest + 2) * height;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${tall}" font-family="monospace" font-size="11">`,
    `<rect width="${width}" height="${tall}" fill="#fff"/>`,
    `<text x="4" y="12">${escaped(title)}: ${(root.micros / 1e6).toFixed(1)} s of work</text>`,
    ...boxes,
    '</svg>\n',
  ].join('\n');
}

interface Place {
  x: number;
  depth: number;
  wide: number;
  whole: number;
}

function box(name: string, micros: number, { x, depth, wide, whole }: Place): string {
  const told = `${name}: ${(micros / 1000).toFixed(0)} ms, ${((100 * micros) / whole).toFixed(1)}%`;
  const letters = Math.floor(wide / 6.7) - 1;
  const label = letters > 2 ? `<text x="3" y="12">${escaped(name.slice(0, letters))}</text>` : '';
  return (
    `<g transform="translate(${x.toFixed(1)} ${depth * height})"><title>${escaped(told)}</title>` +
    `<rect width="${wide.toFixed(1)}" height="${height - 1}" fill="${colourOf(name)}"/>${label}</g>`
  );
}

/** One colour for each library, and one for what is ours. */
function colourOf(name: string): string {
  if (/ (?:services|db)\//.test(name)) return '#f4a259';
  if (/wasm|@electric-sql/.test(name)) return '#8cb369';
  return / node_modules\//.test(name) ? '#f4e285' : '#c9d6df';
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
