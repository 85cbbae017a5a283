const barWidth = 30;
const redrawEveryMs = 200;
const lineEveryMs = 5_000;
/** The first articles wait until the threads have started, and tell no rate. */
const fewestForRate = 10;

/** Where progress goes: a terminal shows a bar that moves, anything else gets a line now and then. */
export type Terminal = Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean };

export interface Progress {
  /** So many of all are done. Another unit than before begins a bar of its own. */
  show(done: number, total: number, unit?: string): void;
  /** Shows the last state in full. */
  end(): void;
}

/** @param clock milliseconds, ever rising */
export function startProgress(terminal: Terminal, clock = () => performance.now()): Progress {
  let begun = clock();
  let state = { done: 0, total: 0, unit: 'articles' };
  let shownAt = Number.NEGATIVE_INFINITY;
  const put = () => {
    const line = progressLine(state.done, state.total, clock() - begun, state.unit);
    terminal.write(terminal.isTTY ? `\r\x1b[2K${bar(state.done / state.total)} ${line}` : `${line}\n`);
    shownAt = clock();
  };
  const end = () => {
    if (state.total === 0) return;
    put();
    if (terminal.isTTY) terminal.write('\n');
    state.total = 0;
  };
  return {
    show(done, total, unit = 'articles') {
      if (unit !== state.unit) {
        end();
        begun = clock();
      }
      state = { done, total, unit };
      if (clock() - shownAt >= (terminal.isTTY ? redrawEveryMs : lineEveryMs)) put();
    },
    end,
  };
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, share) * barWidth);
  return `[${'█'.repeat(full)}${'░'.repeat(barWidth - full)}]`;
}

/** `1,204 of 5,000 articles (24%), 48 a second, 1 min 19 s left` */
export function progressLine(done: number, total: number, ms: number, unit = 'articles'): string {
  const share = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${unit} (${total > 0 ? Math.floor((done / total) * 100) : 100}%)`;
  if (done < fewestForRate || ms < 1000) return share;
  const rate = done / (ms / 1000);
  const pace = `${rate >= 10 ? Math.round(rate) : rate.toFixed(1)} a second`;
  return done < total ? `${share}, ${pace}, ${duration((total - done) / rate)} left` : `${share}, ${pace}`;
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
