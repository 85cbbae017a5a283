/** How a series is told from the others: by colour, by dash, and by the number and name at its end. */
const colours = 6;
const dashes = ['none', '7 3', '2 3', '10 3 2 3', '5 2', '1 3'];

export const colourOf = (at: number): string => `var(--line-${(at % colours) + 1})`;
export const dashOf = (at: number): string => dashes[(at + Math.floor(at / colours)) % dashes.length]!;
