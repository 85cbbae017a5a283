import { readFileSync } from 'node:fs';

/**
 * Fails the process, with a line for each, where a figure has fallen below its floor. Figures that were not measured
 * (their data is not at hand) are let pass.
 *
 * @param file of an object: the least value by the figure's name
 */
export function keepFloors(file: URL, figures: ReadonlyMap<string, number>): void {
  const floors = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  for (const [name, floor] of Object.entries(floors)) {
    const figure = figures.get(name);
    if (figure === undefined || figure >= floor) continue;
    console.error(`\nBelow the floor: ${name}: ${figure.toFixed(3)} is below ${floor.toFixed(3)}.`);
    process.exitCode = 1;
  }
}
