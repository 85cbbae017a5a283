/** What is compared, by name; each is given the same input. */
export type Racers<Input> = Record<string, (input: Input) => unknown>;

/**
 * Milliseconds an input that each racer takes: they take turns, input by input, so that a busy machine slows all alike, and
 * of each input's rounds the least counts. What a racer cannot read counts as what it took to say so.
 */
export async function takeTurns<Input>(
  inputs: readonly Input[],
  racers: Racers<Input>,
  rounds: number,
): Promise<Record<string, number>> {
  const sums = Object.fromEntries(Object.keys(racers).map((name) => [name, 0]));
  for (const input of inputs) {
    const least = Object.fromEntries(Object.keys(racers).map((name) => [name, Number.POSITIVE_INFINITY]));
    for (let round = 0; round < rounds; round++)
      for (const [name, race] of Object.entries(racers)) {
        const begun = performance.now();
        try {
          await race(input);
        } catch {}
        least[name] = Math.min(least[name]!, performance.now() - begun);
      }
    for (const name of Object.keys(racers)) sums[name]! += least[name]! / inputs.length;
  }
  return sums;
}
