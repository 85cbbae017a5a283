import { afterEach, describe, expect, test } from 'vitest';
import { installedRuntime, type OnnxRuntime, openOnnx } from './onnx.ts';
import { tinyFolder, tinyVocabulary } from './testing.ts';

const folders: { remove(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map(({ remove }) => remove()));
});

const labels = ['negative', 'neutral', 'positive'];
const lay = async (usage: unknown, files?: Record<string, string | undefined>) => {
  const laid = await tinyFolder(usage, files);
  folders.push(laid);
  return laid.folder;
};
const ask = (text: string, target: string, language = 'en') => {
  const from = text.indexOf(target);
  return { text, from, to: from + target.length, language };
};

const runtime = await installedRuntime().catch(() => undefined);
if (!runtime) console.log('no ONNX runtime is installed: the tests that run a real model are skipped');

describe.skipIf(!runtime)('a real runtime', () => {
  test('runs a model, in English and Chinese', async () => {
    const engine = await openOnnx(await lay({ name: 'tiny-1', labels }));
    expect(engine.version).toMatch(/^onnx:tiny-1@[0-9a-f]{8}$/);
    const [rise, fall, chinese, nothing] = await engine.judge([
      ask('Huawei SOARS', 'Huawei'),
      ask('Nvidia slumps', 'Nvidia'),
      ask('华为大涨', '华为', 'zh'),
      ask('Unheard of', 'Unheard'),
    ]);
    expect(rise).toMatchObject({ label: 'positive' });
    expect(rise!.score).toBeGreaterThan(0.9);
    expect(fall).toMatchObject({ label: 'negative' });
    expect(fall!.score).toBeLessThan(-0.9);
    expect(chinese).toMatchObject({ label: 'positive' });
    expect(nothing).toEqual({ score: 0, label: 'neutral' });
  });

  test('says in words why a model cannot be used', async () => {
    await expect(openOnnx(await lay({ labels }, { 'model.onnx': 'no model' }))).rejects.toThrow(
      /model\.onnx cannot be loaded/,
    );
    await expect(openOnnx(await lay({ labels: ['negative', 'positive'] }))).rejects.toThrow(
      /gives 3 numbers; chipwire\.json has 2 labels/,
    );
  });
});

/** A stand-in for a runtime: it keeps what the model is given and answers with these logits. */
function standIn(logits: number[], inputNames = ['input_ids', 'attention_mask', 'token_type_ids']) {
  const seen: Record<string, number[]>[] = [];
  class Tensor {
    readonly values: number[];
    constructor(_: 'int64', values: BigInt64Array) {
      this.values = Array.from(values, Number);
    }
  }
  const session = {
    inputNames,
    outputNames: ['hidden', 'logits'],
    run: async (inputs: Record<string, unknown>) => {
      seen.push(
        Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, (tensor as Tensor).values])),
      );
      return { hidden: { data: [9] }, logits: { data: logits } };
    },
  };
  const load = async (): Promise<OnnxRuntime> => ({
    InferenceSession: { create: async () => session },
    Tensor,
  });
  const words = Object.keys(tinyVocabulary);
  const read = () =>
    seen
      .at(-1)!
      .input_ids!.map((id) => words[id])
      .join(' ');
  return { load, read, seen };
}

describe('what the model is given', () => {
  const text = 'Nvidia slumps, Huawei soars';

  test('the sentence and, as a second segment, the target', async () => {
    const { load, read, seen } = standIn([0, 0, 0]);
    const engine = await openOnnx(await lay({ labels }), load);
    await engine.judge([ask(text, 'Huawei')]);
    expect(read()).toBe('[CLS] nvidia slumps [UNK] huawei soar ##s [SEP] huawei [SEP]');
    expect(seen.at(-1)!.token_type_ids).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
    expect(seen.at(-1)!.attention_mask).toEqual(Array(10).fill(1));
  });

  test('one segment with the target marked, and only the inputs it has', async () => {
    const { load, read, seen } = standIn([0, 0, 0], ['input_ids']);
    const usage = { labels, template: '{before}[SEP]{target}[SEP]{after}', pair: '' };
    const engine = await openOnnx(await lay(usage), load);
    await engine.judge([ask(text, 'Huawei')]);
    expect(read()).toBe('[CLS] nvidia slumps [UNK] [SEP] huawei [SEP] soar ##s [SEP]');
    expect(Object.keys(seen.at(-1)!)).toEqual(['input_ids']);
  });

  test('a sentence that is too long is cut around the target', async () => {
    const { load, read, seen } = standIn([0, 0, 0]);
    const engine = await openOnnx(await lay({ labels, maxTokens: 16 }), load);
    await engine.judge([ask(`${'slumps '.repeat(200)}Huawei ${'soars '.repeat(200)}`, 'Huawei')]);
    expect(seen.at(-1)!.input_ids!.length).toBeLessThanOrEqual(16);
    expect(read()).toMatch(/slumps huawei soar/);
  });

  test('a tokenizer.json comes before a vocab.txt', async () => {
    const { load, read, seen } = standIn([0, 0, 0]);
    const vocab = Object.fromEntries(Object.keys(tinyVocabulary).map((word, id) => [word, id]));
    const byWord = {
      ...{ added_tokens: [], normalizer: { type: 'Lowercase' }, pre_tokenizer: { type: 'Whitespace' } },
      ...{ post_processor: null, decoder: null },
      model: { type: 'WordPiece', vocab, unk_token: '[UNK]', max_input_chars_per_word: 4 },
    };
    const files = { 'tokenizer.json': JSON.stringify(byWord) };
    const engine = await openOnnx(await lay({ labels, pair: '' }, files), load);
    await engine.judge([ask('Huawei will Soar', 'Huawei')]);
    expect(read()).toBe('[UNK] [UNK] soar');
    expect(seen.at(-1)!.token_type_ids).toEqual([0, 0, 0]);
  });

  test('braces in an article are its own', async () => {
    const { load, read } = standIn([0, 0, 0]);
    const engine = await openOnnx(await lay({ labels, template: '{target} {sentence}', pair: '' }), load);
    await engine.judge([ask('Huawei {target}', 'Huawei')]);
    expect(read()).toBe('[CLS] huawei huawei [UNK] [UNK] [UNK] [SEP]');
  });

  test('a target that fits no model is left to the built-in engine', async () => {
    const { load } = standIn([0, 0, 0]);
    const engine = await openOnnx(await lay({ labels, maxTokens: 16 }), load);
    const long = '"(<'.repeat(33_000);
    expect(await engine.judge([ask(long, long), ask('Huawei', 'Huawei')])).toEqual([
      undefined,
      { score: 0, label: expect.any(String) },
    ]);
  });
});

describe('what the model answers', () => {
  const judge = async (logits: number[], meanings: string[]) => {
    const engine = await openOnnx(await lay({ labels: meanings }), standIn(logits).load);
    return (await engine.judge([ask('Huawei', 'Huawei')]))[0];
  };

  test('the score is what speaks for it less what speaks against it', async () => {
    expect(await judge([Math.log(7), Math.log(2), Math.log(1)], labels)).toEqual({
      score: -0.6,
      label: 'negative',
    });
  });

  test('labels may stand in another order, and stars may share one', async () => {
    expect(await judge([5, 0, 0], ['positive', 'negative', 'neutral'])).toMatchObject({ label: 'positive' });
    const stars = ['negative', 'negative', 'neutral', 'positive', 'positive'];
    expect(await judge([0, 0, 0.5, 0.3, 0.3], stars)).toMatchObject({ label: 'positive' });
  });

  test('what is no number is no judgement', async () => {
    expect(await judge([Number.NaN, 0, 0], labels)).toBeUndefined();
    expect(await judge([800, 0, -800], labels)).toEqual({ score: -1, label: 'negative' });
  });
});

describe('a folder that cannot be used', () => {
  const { load } = standIn([0, 0, 0], ['input_ids', 'pixel_values']);
  test.each([
    [{ labels }, { 'chipwire.json': undefined }, /chipwire\.json is missing/],
    [{ labels: ['good', 'bad'] }, {}, /chipwire\.json is wrong: .*labels/s],
    [{ labels, max_tokens: 5 }, {}, /max_tokens/],
    [{ labels }, { 'chipwire.json': '{' }, /chipwire\.json is wrong: .*JSON/],
    [{ labels }, { 'vocab.txt': undefined }, /neither a tokenizer\.json nor a vocab\.txt/],
    [{ labels }, { 'vocab.txt': 'one\ntwo\n' }, /vocab\.txt lacks \[UNK\]/],
    [{ labels }, { 'tokenizer.json': '[]' }, /tokeniser .* cannot be read/],
    [{ labels }, { 'tokenizer.json': '{"model":{"type":"WordLevel"}}' }, /type WordLevel is none of/],
    [{ labels }, {}, /cannot be run: .*pixel_values/],
  ])('%j with %j says so', async (usage, files, words) => {
    await expect(openOnnx(await lay(usage, files), load)).rejects.toThrow(words);
  });

  test('a missing runtime is named with the command that installs it', async () => {
    if (runtime) return;
    await expect(openOnnx(await lay({ labels }))).rejects.toThrow(/npm install .*onnxruntime-node/);
  });
});
