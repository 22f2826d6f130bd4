/**
 * Prints, for every room, how many source files it has, their lines, the median and the longest, and the names that its door lists and nobody outside uses.
 * Source is what runs: without tests, test doubles and generated code. Ends with the totals.
 */
import { readdirSync, readFileSync, existsSync } from 'node:fs';

const isTypeScript = (path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts');
const isTest = (path) => /\.(spec|int-spec|e2e-spec)\.tsx?$|\/testing(\/|\.ts$)/.test(path);
const isGenerated = (path) => path.endsWith('/rest.ts');

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  const below = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`);
  return below.filter((path) => isTypeScript(path) && !/\/(node_modules|dist)\//.test(path));
}

const textOf = new Map();
const read = (path) => {
  if (!textOf.has(path)) textOf.set(path, readFileSync(path, 'utf8'));
  return textOf.get(path);
};
const linesOf = (path) => read(path).split('\n').length - 1;
const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

/** The names of every `export { … } from` of a door. */
function exportsOf(door) {
  if (!existsSync(door)) return [];
  return [...read(door).matchAll(/export (?:type )?\{([^}]*)\}/g)]
    .flatMap(([, names]) => names.split(','))
    .map((name) =>
      name
        .replace(/^\s*(type )?/, '')
        .split(' as ')
        .at(-1)
        .trim(),
    )
    .filter(Boolean);
}

/** Every name that a file imports from each room, at once or when it is needed. */
function importsOf(path) {
  const imports = /(?:(?:import|export) (?:type )?|const )\{([^}]*)\} (?:from |= await import\()'(@lexhop\/[^']+)'/g;
  return [...read(path).matchAll(imports)].flatMap(([, names, from]) =>
    names.split(',').map(
      (name) =>
        `${from} ${name
          .replace(/^\s*(type )?/, '')
          .split(' as ')[0]
          .trim()}`,
    ),
  );
}

const rooms = ['libs', 'apps'].flatMap((kind) =>
  readdirSync(kind).map((name) => ({ kind, name, folder: `${kind}/${name}` })),
);
const everything = [...rooms.flatMap(({ folder }) => filesBelow(folder)), ...filesBelow('test')];
const row = (...cells) =>
  process.stdout.write(
    `${cells.map((cell, place) => (place === 0 ? String(cell).padEnd(22) : String(cell).padStart(9))).join('')}\n`,
  );

row('room', 'files', 'lines', 'median', 'longest', 'unused');
const unused = [];
let lines = 0;
let files = 0;
for (const { kind, name, folder } of rooms) {
  const source = filesBelow(folder).filter((path) => !isTest(path) && !isGenerated(path));
  const counts = source.map(linesOf);
  const names = kind === 'libs' ? exportsOf(`${folder}/src/index.ts`) : [];
  const outside = everything.filter((path) => !path.startsWith(`${folder}/`));
  const imported = new Set(outside.flatMap((path) => importsOf(path)));
  const alone = names.filter((exported) => !imported.has(`@lexhop/${name} ${exported}`));
  unused.push(...alone.map((exported) => `${name}: ${exported}`));
  lines += counts.reduce((sum, count) => sum + count, 0);
  files += source.length;
  row(
    folder,
    source.length,
    counts.reduce((sum, count) => sum + count, 0),
    median(counts),
    Math.max(0, ...counts),
    alone.length,
  );
}
const generated = everything.filter(isGenerated).length;
process.stdout.write(
  `\n${everything.length - generated} TypeScript files in all; ${files} of them source, with ${lines} lines (without tests and generated code).\n`,
);
if (unused.length > 0)
  process.stdout.write(`Exported and used by nobody outside:\n${unused.map((name) => `  ${name}\n`).join('')}`);
