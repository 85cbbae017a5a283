// A span of time chosen on a chart with the pointer, what the period under it holds, and charts as PNG. Without it, the form's
// dates choose a span, and the table below a chart holds its numbers.

const dayMs = 86_400_000;
const leastPixels = 6;
const pngScale = 2;
const svgSpace = 'http://www.w3.org/2000/svg';

/** @param {number} ms */
const dayOf = (ms) => new Date(ms).toISOString().slice(0, 10);

/**
 * First day of the period that a moment lies in, and the one after the period.
 *
 * @param {number} ms
 * @param {string | undefined} by
 */
function periodAt(ms, by) {
  const day = new Date(dayOf(ms));
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  if (by === 'month') return { from: Date.UTC(year, month, 1), before: Date.UTC(year, month + 1, 1) };
  const days = by === 'week' ? 7 : 1;
  const from = day.getTime() - (by === 'week' ? ((day.getUTCDay() + 6) % 7) * dayMs : 0);
  return { from, before: from + days * dayMs };
}

/** @param {HTMLElement} figure */
function choosable(figure) {
  const { from = '', before = '', by, chooses } = figure.dataset;
  const [start, end] = [Date.parse(from), Date.parse(before)];
  const titles = [...figure.querySelectorAll('.columns title')];
  const told = titles.map((title) => title.textContent ?? '');
  // The line below says it at once; browsers' own notes would come late and lie on the chart.
  for (const title of titles) title.remove();
  const readOut = document.createElement('p');
  readOut.className = 'read-out';
  figure.querySelector('.drawn:last-of-type')?.after(readOut);

  for (const svg of figure.querySelectorAll('svg.drawn')) if (svg instanceof SVGSVGElement) onDrawing(svg);

  /** @param {SVGSVGElement} svg */
  function onDrawing(svg) {
    const right = Number(svg.dataset.right);
    const { width, height } = svg.viewBox.baseVal;
    const shade = document.createElementNS(svgSpace, 'rect');
    shade.setAttribute('class', 'chosen');
    shade.setAttribute('y', '0');
    shade.setAttribute('height', String(height));
    /** @type {number | null} where the pointer went down, in pixels of the drawing */
    let down = null;
    svg.classList.add('choosing');

    /** @param {PointerEvent} event */
    const xOf = (event) => {
      const box = svg.getBoundingClientRect();
      return Math.min(Math.max(((event.clientX - box.left) / box.width) * width, 0), right);
    };
    /** @param {number} x */
    const timeAt = (x) => Math.min(start + (x / right) * (end - start), end - 1);
    /** @param {number} a @param {number} b */
    const spanOf = (a, b) => ({
      from: periodAt(timeAt(Math.min(a, b)), by).from,
      before: periodAt(timeAt(Math.max(a, b)), by).before,
    });
    /** @param {number} ms */
    const placeOf = (ms) => Math.min(Math.max(((ms - start) / (end - start)) * right, 0), right);
    /** @param {{ from: number, before: number }} span */
    const shadeOver = (span) => {
      const [left, to] = [placeOf(span.from), placeOf(span.before)];
      shade.setAttribute('x', String(left));
      shade.setAttribute('width', String(to - left));
      svg.append(shade);
    };
    const stop = () => {
      down = null;
      shade.remove();
    };

    svg.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      down = xOf(event);
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener('pointermove', (event) => {
      const x = xOf(event);
      const span = spanOf(down ?? x, x);
      shadeOver(span);
      const lines = told[Math.floor(countBefore(start, span.from, by))]?.replaceAll('\n', ' · ');
      const days = `${dayOf(span.from)} – ${dayOf(span.before - dayMs)}`;
      readOut.textContent = down === null ? (lines ?? days) : days;
    });
    svg.addEventListener('pointerup', (event) => {
      const begun = down;
      const x = xOf(event);
      stop();
      if (begun !== null && Math.abs(x - begun) >= leastPixels) go(spanOf(begun, x));
    });
    svg.addEventListener('pointercancel', stop);
    svg.addEventListener('pointerleave', () => {
      if (down === null) stop();
    });
    addEventListener('keydown', (event) => {
      if (event.key === 'Escape') stop();
    });
  }

  /** @param {{ from: number, before: number }} span */
  function go(span) {
    const there = new URL(chooses ?? location.href, location.href);
    there.searchParams.set('after', dayOf(span.from));
    there.searchParams.set('before', dayOf(span.before));
    there.searchParams.delete('cursor');
    there.hash = '';
    location.assign(there);
  }
}

/**
 * How many periods begin before another one.
 *
 * @param {number} start @param {number} from @param {string | undefined} by
 */
function countBefore(start, from, by) {
  if (by !== 'month') return Math.round((from - start) / dayMs) / (by === 'week' ? 7 : 1);
  const [a, b] = [new Date(start), new Date(from)];
  return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
}

/** @param {HTMLElement} list */
function withPng(list) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'PNG';
  button.addEventListener('click', () => savePng(list.dataset.png ?? '', button));
  const place = document.createElement('li');
  place.append(button);
  list.children[1]?.after(place);
}

/**
 * The name of an SVG file, without its ending: in all letters, where it has others than plain ones.
 *
 * @param {string} header
 */
function nameIn(header) {
  const whole = /filename\*=UTF-8''([\w%-]+)\.svg/.exec(header)?.[1];
  return whole === undefined ? /filename="([\w-]+)\.svg"/.exec(header)?.[1] : decodeURIComponent(whole);
}

/** @param {string} address @param {HTMLButtonElement} button */
async function savePng(address, button) {
  button.disabled = true;
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(String(answer.status));
    const name = nameIn(answer.headers.get('content-disposition') ?? '');
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(await answer.text())}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * pngScale;
    canvas.height = image.naturalHeight * pngScale;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const link = document.createElement('a');
    link.href = canvas.toDataURL('image/png');
    link.download = `${name ?? 'chipwire-chart'}.png`;
    link.click();
  } catch {
    // The SVG file, which every browser can show, is beside it.
    location.assign(address);
  } finally {
    button.disabled = false;
  }
}

/**
 * A chart compares or splits: whoever types a comparison does not want the split that stood there.
 *
 * @param {HTMLFormElement} form
 */
function comparing(form) {
  const split = form.elements.namedItem('split');
  if (!(split instanceof HTMLSelectElement)) return;
  let before = split.value;
  split.addEventListener('change', () => {
    before = split.value;
  });
  form.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== 'compare') return;
    const typed = new FormData(form).getAll('compare').some((query) => String(query).trim() !== '');
    split.value = typed ? '' : before;
  });
}

for (const form of document.querySelectorAll('form.trend-form'))
  if (form instanceof HTMLFormElement) comparing(form);
for (const figure of document.querySelectorAll('figure.chart'))
  if (figure instanceof HTMLElement) choosable(figure);
for (const list of document.querySelectorAll('.take-chart')) if (list instanceof HTMLElement) withPng(list);
for (const hint of document.querySelectorAll('.with-script')) hint.removeAttribute('hidden');

export {};
