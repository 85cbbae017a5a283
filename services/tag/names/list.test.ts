import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EntityListError, loadEntityList } from './list.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'entities-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): string {
  const path = join(folder, file);
  writeFileSync(path, text);
  return path;
}

function problems(extra?: string): readonly string[] {
  try {
    loadEntityList(folder, extra);
  } catch (error) {
    if (error instanceof EntityListError)
      return error.problems.map((each) => each.replaceAll(`${folder}/`, ''));
    throw error;
  }
  return [];
}

describe('entity list', () => {
  it('reads files by type, with name and nameZh as aliases', () => {
    write(
      'company.yaml',
      '- id: huawei\n  name: Huawei\n  nameZh: 华为\n  aliases: [{ text: Huawei, case: exact }, 華為]\n',
    );
    const { entities } = loadEntityList(folder);
    expect(entities.get('huawei')).toMatchObject({ type: 'company', name: 'Huawei' });
    expect(entities.get('huawei')!.aliases).toEqual([
      { text: 'Huawei', case: 'exact' },
      { text: '華為' },
      { text: '华为' },
    ]);
  });

  it.each<[string, string, string]>([
    ['a wrong field', '- id: a\n  name: A\n- id: b\n  nam: B\n', 'company.yaml:3: name: '],
    ['a wrong id', '- id: A b\n  name: A\n', 'company.yaml:1: id: an id is in kebab-case'],
    [
      'a number as alias',
      '- id: a\n  name: A\n  aliases:\n    - x\n    - 1\n',
      'company.yaml:5: aliases.1: ',
    ],
    ['no list', 'id: a\n', 'company.yaml:1: must be a YAML list'],
    ['broken YAML', '- id: a\n  name: [\n', 'company.yaml:3: not valid YAML'],
    ['an id twice', '- id: a\n  name: A\n- id: a\n  name: B\n', 'company.yaml:3: the id a stands at'],
    [
      'two words where one is asked for',
      '- id: a\n  name: A\n  aliases:\n    - { text: B, notAfter: [in the] }\n',
      'company.yaml:4: aliases.0',
    ],
    [
      'a status out of order',
      '- id: a\n  name: A\n  status:\n    - { from: 2025-02-01, is: paused }\n    - { from: 2025-01-01, is: in-force }\n',
      'company.yaml:4: status: write the oldest status first',
    ],
    [
      'a status that is none',
      '- id: a\n  name: A\n  status: [{ from: 2025-02-01, is: dead }]\n',
      'company.yaml:3: status.0.is: ',
    ],
    ['an unknown parent', '- id: a\n  name: A\n  parent: b\n', 'company.yaml:1: a has the parent b'],
    ['a wrong Wikidata id', '- id: a\n  name: A\n  wikidata: 42\n', 'company.yaml:3: wikidata: '],
  ])('names file, line and remedy for %s', (_, text, problem) => {
    write('company.yaml', text);
    expect(problems().join('\n')).toContain(problem);
  });

  it('refuses a file that is no entity type', () => {
    write('firm.yaml', '- id: a\n  name: A\n');
    expect(problems()[0]).toContain('firm is no entity type; name the file after one of company');
  });

  it('lets a user’s file add and override', () => {
    write('company.yaml', '- id: a\n  name: Alpha\n  sector: cloud\n- id: b\n  name: Beta\n');
    const extra = write(
      'mine.txt',
      '- id: a\n  name: Alpha Works\n- id: c\n  name: Gamma\n  type: lab\n  parent: a\n',
    );
    const { entities } = loadEntityList(folder, extra);
    expect(entities.get('a')).toMatchObject({ name: 'Alpha Works', sector: 'cloud', type: 'company' });
    expect(entities.get('c')).toMatchObject({ type: 'lab', parent: 'a' });
    expect(entities.size).toBe(3);
  });

  it('asks for name and type of a user’s new entity', () => {
    write('company.yaml', '- id: a\n  name: Alpha\n');
    expect(problems(write('mine.txt', '- id: c\n  name: Gamma\n'))).toEqual([
      expect.stringContaining('mine.txt:1: c is new, so it needs both name and type'),
    ]);
  });

  it('refuses entities that belong to themselves', () => {
    write(
      'company.yaml',
      '- {id: a, name: Aa, parent: b}\n- {id: b, name: Bb, parent: a}\n- {id: c, name: Cc, parent: c}\n',
    );
    expect(problems()).toEqual([
      expect.stringMatching(/^company\.yaml:1: a belongs to itself/),
      expect.stringMatching(/^company\.yaml:2: b belongs to itself/),
      expect.stringMatching(/^company\.yaml:3: c belongs to itself/),
    ]);
  });

  it('refuses a spelling that two entities claim, unless context tells them apart', () => {
    write(
      'company.yaml',
      '- {id: a, name: Acme}\n- {id: b, name: Bee, aliases: [Acme]}\n- {id: c, name: Cee, aliases: [{text: Acme, context: [chip]}]}\n',
    );
    expect(problems()).toEqual([expect.stringMatching(/^company\.yaml:2: “Acme” already means a/)]);
  });

  it.each([
    ['Exemplar Chips', 'exemplar chips'],
    ['例实', '例實'],
    ['“Ex” Labs', '"Ex" Labs'],
  ])('refuses %s and %s of two entities', (one, other) => {
    write('company.yaml', `- {id: a, name: '${one}'}\n- {id: b, name: '${other}'}\n`);
    expect(problems()).toEqual([expect.stringContaining('already means a')]);
  });

  it('refuses a user’s file that names an id twice, is empty or is not there', () => {
    write('company.yaml', '- {id: a, name: Aa}\n');
    expect(problems(write('own.yml', '- {id: a, nameZh: 甲}\n- {id: a, nameZh: 乙}\n'))).toEqual([
      expect.stringMatching(/^own\.yml:2: the id a stands at own\.yml:1/),
    ]);
    expect(problems(write('own.yml', ''))).toEqual([
      expect.stringMatching(/^own\.yml:1: must be a YAML list/),
    ]);
    expect(problems(join(folder, 'none.yml'))).toEqual([expect.stringMatching(/cannot be read/)]);
  });

  it('reads the list that comes with the project', () => {
    const { entities } = loadEntityList();
    expect(entities.size).toBeGreaterThan(400);
    expect(entities.get('huawei')?.nameZh).toBe('华为');
  });
});
