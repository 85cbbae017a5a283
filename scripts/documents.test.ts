import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { commandLine } from '../services/cli/program.ts';

// What the documents name is there: scripts, commands, files, pages and their parts.

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'services/tag/sentiment/model/MODEL.md'],
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Code within a line, as `this`. */
const codeIn = (text: string) =>
  [...text.replaceAll(/^```.*?^```/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

/** As GitHub names a heading in an address. */
const anchorsIn = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );

const unknownCommand = (words: string[]): boolean => {
  let command: Command | undefined = commandLine(async () => {});
  for (const word of words) {
    if (command.commands.length === 0 || !/^[a-z]+$/.test(word)) return false;
    command = command.commands.find((each) => each.name() === word);
    if (!command) return true;
  }
  return false;
};

/** What a path with stars and braces stands for: the paths, up to the first star. */
const meant = (path: string): string[] => {
  const braces = /\{([^}]*)\}/.exec(path);
  const paths = braces ? braces[1]!.split(',').map((each) => path.replace(braces[0], each)) : [path];
  return paths.map((each) => (each.includes('*') ? dirname(each.slice(0, each.indexOf('*') + 1)) : each));
};

describe.each(documents)('%s', (document) => {
  const text = read(document);

  test('names scripts that there are', () => {
    const named = [...text.matchAll(/\bnpm run (?:-s )?([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('names commands that there are', () => {
    const named = codeIn(text)
      .map((code) => /^(?:npx )?chipwire (.+)$/.exec(code)?.[1])
      .filter((words) => words !== undefined);
    expect(named.filter((words) => unknownCommand(words.split(' ')))).toEqual([]);
  });

  test('leads to pages, and parts of them, that there are', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to);
    const lost = links.filter((to) => {
      if (/^[a-z]+:/.test(to)) return false;
      const [path = '', anchor] = to.split('#');
      const page = path === '' ? document : join(dirname(document), path);
      if (!existsSync(join(root, page))) return true;
      return anchor !== undefined && !anchorsIn(read(page)).includes(anchor);
    });
    expect(lost).toEqual([]);
  });

  test('names files that there are', () => {
    const paths = codeIn(text).filter((code) =>
      /^(?:services|db|scripts|bin|docs|\.ci)\/[^\s<>…]*$/.test(code),
    );
    expect(paths.flatMap(meant).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
