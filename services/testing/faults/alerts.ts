import type { WantedAlert } from './archive.ts';

/** The alerts that every run under fault has, and which happenings they are to tell of. */
export interface FaultsAlert extends WantedAlert {
  /** Entity that a happening must be about. */
  about: string;
  /** `each` tells of every match in a notice of its own; `together` holds most of them back for a while. */
  tells: 'each' | 'together';
}

/** One of them, made. */
export type MadeAlert = FaultsAlert & { id: number };

export const hookCount = 2;

export const faultsAlerts: FaultsAlert[] = [
  { name: 'Huawei', query: 'entity:huawei', about: 'huawei', through: [0, 1], tells: 'each' },
  { name: 'Nvidia', query: 'entity:nvidia', about: 'nvidia', through: [0], tells: 'each' },
  { name: 'Never', query: 'entity:asml -entity:huawei', about: 'asml', through: [0], tells: 'each' },
  {
    ...{ name: 'Throttled', query: 'entity:huawei', about: 'huawei', through: [1], tells: 'together' },
    spec: { rhythm: { throttle: { most: 1, minutes: 1 } } },
  },
];
