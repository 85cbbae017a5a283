import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  version: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  dev?: boolean;
  hasInstallScript?: boolean;
  link?: boolean;
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
const all = Object.entries(packages).filter(([path]) => path !== '');

test('every dependency is known by its hash, and none by an address', () => {
  expect(all.length).toBeGreaterThan(200);
  for (const [path, { integrity, resolved, link }] of all) {
    expect([path, integrity]).toEqual([path, expect.stringMatching(/^sha512-[\w+/]{86}==$/)]);
    expect([path, link ?? false]).toEqual([path, false]);
    // Without one it comes from the registry that npm is set to, whichever that is, and the hash tells whether it is right.
    expect([path, resolved]).toEqual([path, undefined]);
  }
});

test('what is asked for is one version each', () => {
  const { dependencies, devDependencies, overrides } = read('package.json');
  for (const wanted of Object.entries({ ...dependencies, ...devDependencies, ...overrides }))
    expect(wanted).toEqual([wanted[0], expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
});

test('what is given on with the product has a licence that lets it be', () => {
  const allowed = new Set(
    'MIT ISC Apache-2.0 BSD-2-Clause BSD-3-Clause 0BSD MIT-0 Unlicense BlueOak-1.0.0'.split(' '),
  );
  const others = all.filter(([, { dev, license }]) => !dev && !allowed.has(license ?? 'none'));
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

test('no other dependency wants to run something while it is installed', () => {
  const { allowScripts = {}, ...more } = read('package.json');
  expect(Object.keys({ ...allowScripts, ...more.trustedDependencies })).toEqual([]);
  const wanting = all
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.split('node_modules/').at(-1));
  // None of these needs it: esbuild and msgpackr-extract bring their programs along, scarf only counts installations.
  expect([...new Set(wanting)].sort()).toEqual(['@scarf/scarf', 'esbuild', 'msgpackr-extract']);
});
