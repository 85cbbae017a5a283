import { z } from 'zod';
import { sentimentTowards } from '../tag/sentiment/sentiment.ts';

const lineSchema = z.object({ text: z.string(), from: z.int().min(0), to: z.int().min(1) });

/**
 * Judges a file of JSON lines `{"text": …, "from": …, "to": …}`, `from` and `to` (exclusive) being the UTF-16 offsets of the
 * target in the text, in the very way that tagging does.
 *
 * @returns a line of JSON for each line, in order: `{"score": −1…1, "label": "negative" | "neutral" | "positive"}`, or
 *   `{"error": …}` where the line cannot be read; a last empty line is none
 */
export function* judgedLines(file: string): Generator<{ score: number; label: string } | { error: string }> {
  const lines = file.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  for (const line of lines) {
    try {
      const { text, from, to } = lineSchema.parse(JSON.parse(line));
      if (!(from < to && to <= text.length)) throw new Error('from and to are not in the text');
      const { score, label } = sentimentTowards(text, from, to);
      yield { score, label };
    } catch (error) {
      yield { error: reasonOf(error) };
    }
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}
