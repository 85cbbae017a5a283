import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { commandLine } from './program.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');

/** The commands that do something, with their names in full. */
function leaves(command: Command, names: string[] = []): { name: string; command: Command }[] {
  if (command.commands.length === 0) return [{ name: names.join(' '), command }];
  return command.commands.flatMap((each) => leaves(each, [...names, each.name()]));
}

/** The command line in which commands do nothing. */
function idle(): Command {
  const program = commandLine(async () => {});
  for (const { command } of leaves(program))
    command.action(() => {}).configureOutput({ writeErr: () => {}, writeOut: () => {} });
  return program;
}

/** As a shell takes a line apart: quotation marks of both kinds, and what stands behind a #. */
const wordsOf = (line: string): string[] =>
  [
    ...line
      .replace(/\s#\s.*$/, '')
      .replace(/\s[>|]\s.*$/, '')
      .matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g),
  ].map(([word]) => word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'));

describe('README', () => {
  test.each(leaves(idle()).map(({ name }) => name))('names chipwire %s', (name) => {
    expect(readme).toContain(`\`chipwire ${name}\``);
  });

  test('names no command that there is not', () => {
    const named = [...readme.matchAll(/`chipwire ([a-z]+(?: [a-z]+)?)`/g)].map(([, name]) => name);
    expect(leaves(idle()).map(({ name }) => name)).toEqual(expect.arrayContaining([...new Set(named)]));
  });
});

const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
const pages = ['README.md', ...docs.map((name) => `docs/${name}`)];
const shown = [
  ...pages
    .map(read)
    .join('\n')
    .matchAll(/^ *npx (chipwire .*)$/gm),
].map(([, line = '']) => line);
const helped = leaves(idle()).flatMap(({ command }) => {
  let help = '';
  command.configureOutput({
    writeOut: (text) => {
      help += text;
    },
  });
  command.outputHelp();
  return [...help.matchAll(/^ {2}\$ .*?(chipwire .*)$/gm)].map(([, line = '']) => line);
});

test.each([...shown, ...helped])('%s is understood', async (line) => {
  await expect(idle().parseAsync(wordsOf(line).slice(1), { from: 'user' })).resolves.toBeDefined();
});

test.each([
  'chipwire serach x',
  'chipwire search',
  'chipwire search x --limit 0',
  'chipwire search x --sort oldest',
  'chipwire trends --by year',
  'chipwire retag --since 2025-02-31',
  'chipwire retry 1.5',
  'chipwire export x --format word',
  'chipwire backup',
])('%s is not', async (line) => {
  await expect(idle().parseAsync(wordsOf(line).slice(1), { from: 'user' })).rejects.toMatchObject({
    code: expect.stringContaining('commander.'),
  });
});
