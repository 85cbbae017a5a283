import type { Done } from '../parts/acts.tsx';

/** What may have been done to feeds. */
export const feedDone: Done = {
  added: 'Added. It is polled within seconds.',
  'added-several': 'Added. They are polled within seconds.',
  paused: 'It is paused: it is not polled until it goes on.',
  resumed: 'It goes on: it is polled when it is next due.',
  polled: 'It is polled within seconds.',
  rests: 'It was polled within the last minute: its publisher is left alone for so long.',
  changed: 'Changed.',
  removed: 'It is taken away. Its articles stay.',
};
