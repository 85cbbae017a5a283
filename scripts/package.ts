import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { version } from '../services/runtime/version.ts';

// `npm run test:package` packs a release, installs it in an empty folder as a user would, and tries it there.

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'chipwire-package-'));
const home = join(folder, 'home');
// As in a folder of somebody else’s: no settings, and a TypeScript of their own that must not matter.
const { DATABASE_URL: _, REDIS_URL: __, ...environment } = process.env;
const env = { ...environment, PORT: '0', LOG_FORMAT: 'json', npm_config_loglevel: 'error' };
/** Longer than the busiest machine takes. */
const patienceMs = 300_000;

try {
  await tryPackage();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function tryPackage(): Promise<void> {
  const run = (...words: string[]) => spawnSync('npx', ['--no-install', 'chipwire', ...words], options);
  const options = { cwd: home, env, encoding: 'utf8' } as const;
  mkdirSync(home);
  writeFileSync(join(home, 'tsconfig.json'), '{"compilerOptions": {"jsx": "preserve", "target": "ES5"}}');
  const tarball = `chipwire-${version}.tgz`;
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root, env });
  const megabytes = (statSync(join(folder, tarball)).size / 1e6).toFixed(1);
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  execFileSync('npm', [...install, join('..', tarball)], { cwd: home, env, stdio: 'inherit' });
  told('its version', run('--version'), 0, new RegExp(`^${version.replaceAll('.', '\\.')}$`, 'm'));
  told('that there is no archive', run('search', 'huawei'), 1, /There is no archive at .*\/data\./);
  told('its own feed list', run('feeds', 'check'), 0, /Feeds: \d\d/);
  told('of an empty archive', run('migrate'), 0, /newest version/);
  told('that nothing is found', run('search', 'huawei'), 0, /^0 articles\./m);
  const seconds = await tryDemo();
  console.log(
    `${tarball}, ${megabytes} MB, works where it is installed; the demo's first article took ${seconds} s`,
  );
}

function told(
  what: string,
  said: { status: number | null; stdout: string; stderr: string },
  status: number,
  words: RegExp,
) {
  const all = `${said.stdout}${said.stderr}`;
  if (said.status !== status || !words.test(all))
    throw new Error(`It should have told ${what}, with ${status}; it ended with ${said.status}:\n${all}`);
}

/** Starts the demo, and waits for its first page and its first article. @returns the seconds that took */
async function tryDemo(): Promise<number> {
  const begun = Date.now();
  const demo = spawn(process.execPath, [join(home, 'node_modules/chipwire/bin/chipwire.mjs'), 'demo'], {
    ...{ cwd: home, env, stdio: ['ignore', 'pipe', 'inherit'] },
  });
  let log = '';
  demo.stdout!.on('data', (chunk) => {
    log += chunk;
  });
  const ended = once(demo, 'exit');
  const wait = async (seen: () => Promise<boolean> | boolean) => {
    while (!(await seen())) {
      if (Date.now() > begun + patienceMs || demo.exitCode !== null)
        throw new Error(`The demo did not come up:\n${log}`);
      await sleep(250);
    }
  };
  const origin = () => /open (http:\/\/127\.0\.0\.1:\d+) /.exec(log)?.[1];
  try {
    await wait(() => origin() !== undefined);
    const page = await fetch(`${origin()}/`);
    if (!page.ok || !(await page.text()).includes('Demonstration:'))
      throw new Error('The first page is not right.');
    await wait(async () => {
      // A connection that stood idle while the machine was busy may be closed.
      const answer = await fetch(`${origin()}/v1/articles`).catch(() => null);
      const found = (await answer?.json()) as { articles: { entities: unknown[] }[] } | undefined;
      return found?.articles.some(({ entities }) => entities.length > 0) ?? false;
    });
    const seconds = Math.round((Date.now() - begun) / 1000);
    demo.kill('SIGTERM');
    const [code] = await ended;
    if (code !== 0) throw new Error(`The demo ended with ${code}:\n${log}`);
    return seconds;
  } finally {
    demo.kill('SIGKILL');
  }
}
