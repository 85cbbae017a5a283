import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { EngineError } from './engine.ts';

/**
 * Reads a model's tokeniser: `tokenizer.json` (with `tokenizer_config.json`, if it is there), else BERT's `vocab.txt`.
 *
 * @param lowerCase whether a `vocab.txt` is of lower-case words; a `tokenizer.json` knows by itself
 * @throws EngineError when the folder has neither, or one that cannot be read
 */
export async function readTokeniser(folder: string, lowerCase: boolean): Promise<Tokenizer> {
  const json = await textIn(folder, 'tokenizer.json');
  const vocab = json === undefined ? await textIn(folder, 'vocab.txt') : undefined;
  if (json === undefined && vocab === undefined)
    throw new EngineError(`${folder} has neither a tokenizer.json nor a vocab.txt`);
  try {
    if (vocab !== undefined) return new Tokenizer(wordPieces(vocab, lowerCase), {});
    const config = await textIn(folder, 'tokenizer_config.json');
    const described = JSON.parse(json!);
    const kind = described.model?.type;
    if (!kinds.includes(kind)) throw new Error(`a model of type ${kind} is none of ${kinds.join(', ')}`);
    return new Tokenizer(described, config === undefined ? {} : JSON.parse(config));
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError(`the tokeniser in ${folder} cannot be read: ${(error as Error).message}`);
  }
}

/** The library reads others as well, but gives some of their unknown words no number. */
const kinds = ['WordPiece', 'BPE', 'Unigram'];

/** The text of a file, or undefined where there is none. */
export async function textIn(folder: string, file: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new EngineError(`${join(folder, file)} cannot be read: ${(error as Error).message}`);
  }
}

/** BERT's tokeniser as a `tokenizer.json` would describe it; a `vocab.txt` has one token a line, its number the line's. */
function wordPieces(vocab: string, lowercase: boolean): object {
  const tokens = vocab.trimEnd().split(/\r?\n/);
  const idOf = (token: string): number => {
    const id = tokens.indexOf(token);
    if (id < 0) throw new EngineError(`vocab.txt lacks ${token}`);
    return id;
  };
  const special = ['[UNK]', '[CLS]', '[SEP]'].map((content) => ({
    id: idOf(content),
    content,
    special: true,
  }));
  return {
    added_tokens: special,
    normalizer: {
      ...{ type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true },
      ...{ strip_accents: null, lowercase },
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: { type: 'BertProcessing', cls: ['[CLS]', idOf('[CLS]')], sep: ['[SEP]', idOf('[SEP]')] },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      ...{ type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##' },
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
    },
  };
}
