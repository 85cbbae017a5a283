import { type Context, nothing, type Outcome } from './context.ts';

/** Looks at an alert whose time has come. */
export async function watchAlert(_ctx: Context, _alertId: number): Promise<Outcome> {
  return nothing('nothing-to-tell');
}
