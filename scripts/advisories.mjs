// `npm run check:advisories`: fails where a dependency of the product has a known hole of weight, and says when nobody could be
// asked, as behind registries that tell nothing of advisories.

import { spawnSync } from 'node:child_process';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const report = readReport(stdout);
if (!report) {
  console.log('advisories: nobody could be asked; try again where npm audit works');
  process.exit(0);
}
const found = Object.values(report.vulnerabilities);
for (const { name, severity, range } of found) console.log(`${severity}: ${name} ${range}`);
const heavy = found.filter(({ severity }) => severity === 'high' || severity === 'critical');
console.log(`advisories: ${found.length}, of them ${heavy.length} high or critical`);
process.exit(heavy.length > 0 ? 1 : 0);

function readReport(text) {
  try {
    const report = JSON.parse(text);
    return report.auditReportVersion && report.vulnerabilities ? report : null;
  } catch {
    return null;
  }
}
