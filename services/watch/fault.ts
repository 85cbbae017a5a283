/** One thing that is wrong with what somebody wants saved. */
export interface AskedFault {
  /** Its name in the body, such as `trigger.entity`. */
  parameter: string;
  /** Goes on from the name: “must be …”, or is a sentence of its own. */
  detail: string;
  /** Of a query: where in it, in UTF-16 code units. */
  start?: number;
  end?: number;
  /** Of a query: the whole of it, mended. */
  mend?: string;
}

/** What somebody wants saved can’t be, and why. */
export class AskedWrong extends Error {
  override name = 'AskedWrong';
  constructor(readonly faults: readonly AskedFault[]) {
    super(faults.map(({ parameter, detail }) => `${parameter} ${detail}`).join('; '));
  }
}

export const askedWrong = (parameter: string, detail: string) => new AskedWrong([{ parameter, detail }]);
