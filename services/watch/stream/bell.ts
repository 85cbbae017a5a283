/** Wakes one who waits; a ring that nobody waited for is heard by the next who does. */
export interface Bell {
  ring(): void;
  /** Waits for a ring, so many milliseconds at most. @returns whether there was one */
  heard(ms: number): Promise<boolean>;
}

export function createBell(): Bell {
  let rung = false;
  let waken = () => {};
  return {
    ring: () => {
      rung = true;
      waken();
    },
    heard: async (ms) => {
      if (!rung)
        await new Promise<void>((done) => {
          const late = setTimeout(done, ms);
          late.unref();
          waken = () => {
            clearTimeout(late);
            done();
          };
        });
      const heard = rung;
      rung = false;
      return heard;
    },
  };
}
