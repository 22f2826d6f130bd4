/**
 * Prints the licence of every package that LexHop is shipped with (what it needs to run, and what is bundled into the console), and ends with 1
 * where one is not fit for software under MIT. What is installed is asked of npm (`npm sbom`); of alternatives (`MIT OR GPL-3.0`) one must fit.
 */
import { execFileSync } from 'node:child_process';

/** Licences that ask for no more than their notice. */
const fit = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** Read in the package's own LICENSE, where its package.json names none of SPDX's. */
const read = { duck: 'BSD-2-Clause' };

/** Of the packages for development, those that are bundled into the console. */
const bundled = [
  '@tanstack/react-query',
  'graphology',
  'graphology-layout-forceatlas2',
  'graphology-layout-noverlap',
  'react',
  'react-dom',
  'sigma',
  'wouter',
];

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const question = ['sbom', '--sbom-format', 'cyclonedx', '--workspaces=false'];
const bill = JSON.parse(execFileSync(npm, question, { encoding: 'utf8', maxBuffer: 2 ** 28 }));

const licenceOf = ({ name, licenses = [] }) =>
  read[name] ??
  (licenses.map(({ license, expression }) => expression ?? license?.id).join(' AND ') || 'none that is known');

const isFit = (licence) =>
  licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((alternative) => alternative.split(' AND ').every((one) => fit.has(one.trim())));

const isForDevelopment = ({ properties = [] }) => properties.some(({ name }) => name === 'cdx:npm:package:development');

/** The packages of these and all that they need. */
function withNeeded(first) {
  const needs = new Map(bill.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
  const found = new Set(first);
  for (const ref of found) for (const needed of needs.get(ref) ?? []) found.add(needed);
  return found;
}

const inConsole = withNeeded(
  bill.components.filter(({ name }) => bundled.includes(name)).map((component) => component['bom-ref']),
);
const shipped = bill.components.filter(
  (component) => !isForDevelopment(component) || inConsole.has(component['bom-ref']),
);
const byLicence = new Map();
for (const component of shipped) {
  const licence = licenceOf(component);
  byLicence.set(licence, [...(byLicence.get(licence) ?? []), `${component.name}@${component.version}`]);
}

process.stdout.write('| licence | packages | which |\n| --- | --- | --- |\n');
let unfit = 0;
for (const [licence, names] of [...byLicence].sort(([one], [other]) => (one < other ? -1 : 1))) {
  if (!isFit(licence)) unfit += names.length;
  const mark = isFit(licence) ? '' : ' (not fit for MIT)';
  process.stdout.write(`| ${licence}${mark} | ${names.length} | ${names.sort().join(', ')} |\n`);
}
process.stdout.write(`\n${shipped.length} packages are shipped; ${unfit} have a licence that is not fit for MIT.\n`);
process.exit(unfit === 0 ? 0 : 1);
