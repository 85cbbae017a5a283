import type { McpServer } from '@modelcontextprotocol/server';
import type { z } from 'zod';
import type { Archive } from './archive.ts';
import { cleaned } from './clean.ts';
import { Refused } from './refused.ts';

/** Something that assistants ask the archive. */
export interface Tool<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  name: string;
  title: string;
  description: string;
  input: Input;
  output: Output;
  /** @throws Refused in words that say what to do */
  find(archive: Archive, asked: z.output<Input>): Promise<z.output<Output>>;
  /** The same for those who read text, with all that a citation needs. */
  tell(found: z.output<Output>): string;
}

/** Lets each tool's parts be checked against its own shapes. */
export const tool = <Input extends z.ZodType, Output extends z.ZodType>(one: Tool<Input, Output>): Tool =>
  one as unknown as Tool;

/** What answers what a client asks. */
export interface Answering {
  open(signal: AbortSignal): Archive;
  /** Told what nobody foresaw. */
  report(error: Error, name: string): void;
}

/** Told in place of what broke. */
const broken = 'Something broke on the side of the archive. Try again, or ask for less.';

/** No tool changes anything, or reaches beyond the archive. */
const annotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

export function offerTool(server: McpServer, one: Tool, { open, report }: Answering): void {
  const { name, title, description, input: inputSchema, output: outputSchema } = one;
  const shown = { title, description, inputSchema, outputSchema, annotations };
  server.registerTool(name, shown, async (asked, { mcpReq }) => {
    try {
      const found = cleaned(await one.find(open(mcpReq.signal), asked));
      return {
        content: [{ type: 'text', text: one.tell(found) }],
        structuredContent: found as Record<string, unknown>,
      };
    } catch (error) {
      return { isError: true, content: [{ type: 'text', text: told(error, name, report) }] };
    }
  });
}

/** What went wrong, as far as it is the asker’s to know. */
export function told(error: unknown, name: string, report: Answering['report']): string {
  if (error instanceof Refused) return cleaned(error.message);
  if (!(error instanceof Error && error.name === 'AbortError')) report(error as Error, name);
  return broken;
}
