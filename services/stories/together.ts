interface Call<Input, Output> {
  input: Input;
  resolve(output: Output): void;
  reject(error: unknown): void;
}

/**
 * Gathers the calls that come while `act` is under way and gives them to it together, `most` at a time, in their order.
 * What fails together is done again one by one, so that a call fails by its own fault alone.
 *
 * @param act gives the outputs in the order of the inputs
 */
export function together<Input, Output>(
  act: (inputs: readonly Input[]) => Promise<readonly Output[]>,
  most: number,
): (input: Input) => Promise<Output> {
  const waiting: Call<Input, Output>[] = [];
  let acting = false;
  const settle = async (calls: readonly Call<Input, Output>[]): Promise<void> => {
    try {
      const outputs = await act(calls.map(({ input }) => input));
      for (const [nth, { resolve }] of calls.entries()) resolve(outputs[nth]!);
    } catch (error) {
      if (calls.length === 1) calls[0]!.reject(error);
      else for (const call of calls) await settle([call]);
    }
  };
  const work = async () => {
    acting = true;
    while (waiting.length > 0) await settle(waiting.splice(0, most));
    acting = false;
  };
  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (!acting) void work();
    });
}
