import { fileURLToPath } from 'node:url';
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

// A thread of its own for the operator's ONNX model, since the runtimes block the thread that they run in.
register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) });
const { openOnnx } = await import('../tag/engines/onnx.ts');

let opened;
const engine = () => {
  opened ??= openOnnx(workerData.folder);
  return opened;
};
export const version = async () => (await engine()).version;
export const judge = async (asked) => (await engine()).judge(asked);
