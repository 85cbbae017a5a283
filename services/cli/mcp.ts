import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { ArchiveDeps } from '../mcp/archive.ts';
import { askThere } from '../mcp/ask.ts';
import { createAssistant } from '../mcp/server.ts';
import { readConfig } from '../runtime/config.ts';
import { exitCodes } from './context.ts';
import { nearBy } from './nearBy.ts';

export interface McpCommand {
  /** Of a Chipwire that runs somewhere. */
  url?: string;
  key?: string;
}

/** An archive that is asked for as long as an assistant is connected. */
export type Served = Pick<ArchiveDeps, 'ask' | 'home'> & { close(): Promise<void> };

/**
 * Speaks the Model Context Protocol over standard input and output until the input ends, for an archive elsewhere or that
 * which the settings name. Nothing else is written to the output.
 *
 * @throws ConfigError where there is no archive
 */
export async function mcp({ url, key }: McpCommand): Promise<void> {
  const config = readConfig(process.env);
  const archive = url === undefined ? await nearBy(config) : farAway(url, key ?? config.CHIPWIRE_KEY);
  const report = (error: Error, name: string) => console.error(`${name}: ${error.stack ?? error}`);
  const now = () => new Date();
  const serving = serveStdio(() => createAssistant({ ...archive, now, report }), {
    onerror: (error) => console.error(error.message),
  });
  const end = async () => {
    await serving.close();
    await archive.close();
    process.exit(exitCodes.done);
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, end);
  process.stdin.once('close', end);
}

function farAway(url: string, key: string | undefined): Served {
  const home = url.replace(/\/+$/, '');
  return { ask: askThere(home, key), home: () => home, close: async () => {} };
}
