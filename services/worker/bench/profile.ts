import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of V8's CPU profile that are read here. */
export interface CpuProfile {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
    children?: number[];
  }[];
  samples: number[];
  timeDeltas: number[];
}

/** Time that was spent in one place, with the frames that led there, the outermost first. */
export interface Stack {
  frames: string[];
  micros: number;
}

/** In `atomicsWaitLoop` a thread of Piscina's waits for its next task. */
const idle = new Set(['(idle)', '(program)', '(root)', 'atomicsWaitLoop']);

export const readProfiles = (folder: string): CpuProfile[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.cpuprofile'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));

/** Every place of a profile in which time was spent, once; waiting is left out. Frames are `function path:line`. */
export function everyStack({ nodes, samples, timeDeltas }: CpuProfile): Stack[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const spent = new Map<number, number>();
  for (const [at, id] of samples.entries())
    spent.set(id, (spent.get(id) ?? 0) + Math.max(0, timeDeltas[at + 1] ?? 0));
  return [...spent].flatMap(([id, micros]) => {
    if (idle.has(byId.get(id)!.callFrame.functionName)) return [];
    const frames: string[] = [];
    for (let node = byId.get(id); node; node = byId.get(parents.get(node.id) ?? -1))
      if (node.callFrame.functionName !== '(root)') frames.push(frameName(node.callFrame));
    return [{ frames: frames.toReversed(), micros }];
  });
}

function frameName({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  const path = url.replace(/^.*\/(?=(?:services|db|node_modules)\/)/, '').replace(/\?.*$/, '');
  return `${functionName || '(anonymous)'}${path ? ` ${path}:${lineNumber + 1}` : ''}`;
}
