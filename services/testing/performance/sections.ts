import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

/** One table of docs/performance.md, as a bench gives it. */
export interface Section {
  /** A sentence or two under which the table stands: what was measured, with what. */
  about: string;
  columns: string[];
  /** As many cells as there are columns; a number is shown with commas between its thousands. */
  rows: (string | number)[][];
}

/** With the day (UTC) and the machine it was measured on. */
export interface MeasuredSection extends Section {
  measuredOn: string;
  machine: string;
}

export const measuredFile = new URL('measured.json', import.meta.url);
export const pageFile = new URL('../../../docs/performance.md', import.meta.url);

export const readSections = (): Record<string, MeasuredSection> =>
  JSON.parse(readFileSync(measuredFile, 'utf8'));

/**
 * Keeps what a bench measured in measured.json, in the place of what it measured before, and writes it into
 * docs/performance.md between `<!-- measured: name -->` and `<!-- end -->`; the page says where each table stands.
 */
export function saveSection(name: string, section: Section): void {
  const measuredOn = new Date().toISOString().slice(0, 10);
  const sections = { ...readSections(), [name]: { measuredOn, machine: thisMachine(), ...section } };
  writeFileSync(measuredFile, JSON.stringify(sections));
  execFileSync('npx', ['biome', 'format', '--write', fileURLToPath(measuredFile)], { stdio: 'ignore' });
  writeFileSync(pageFile, writePage(readFileSync(pageFile, 'utf8'), sections));
}

/** Such as `2 × AMD EPYC 7B13, Node 20.20.2`. */
function thisMachine(): string {
  const cores = cpus();
  return `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}`;
}

const places = /(<!-- measured: ([a-z-]+) -->\n)[\s\S]*?(<!-- end -->)/g;

/** The page with the tables of `sections` in their places. @throws Error when a section has no place */
export function writePage(page: string, sections: Record<string, MeasuredSection>): string {
  const homeless = new Set(Object.keys(sections));
  const written = page.replace(places, (_, begin: string, name: string, end: string) => {
    homeless.delete(name);
    return `${begin}${sections[name] ? writeSection(sections[name]) : 'Not measured yet.\n'}${end}`;
  });
  if (homeless.size > 0) throw new Error(`docs/performance.md has no place for ${[...homeless].join(', ')}.`);
  return written;
}

/** A section as Markdown. */
export const writeSection = (section: MeasuredSection): string =>
  `${section.about}\n\n${writeRows(section)}\n\n*${section.measuredOn}, ${section.machine}*\n`;

/** Its table alone. */
export function writeRows({ columns, rows }: Section): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.map(cell).join(' | ')} |`;
  const isNumeric = (at: number) => rows.every((row) => typeof row[at] === 'number');
  const rule = columns.map((_, at) => (isNumeric(at) ? '--:' : '---'));
  return [line(columns), `|${rule.join('|')}|`, ...rows.map(line)].join('\n');
}

const cell = (value: string | number) =>
  typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 3 }) : value;
