// `npm run api`: writes API.md from the built declarations. `node bin/api.mjs --check` says whether it is current, by the
// declarations' hash, which costs CI nothing. Run either after `npm run build`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const page = join(root, 'API.md');
// Its own folder: TypeDoc needs a TypeScript with a compiler API, which 7 does not have.
const tool = join(root, 'bin', 'api');

const made = `<!-- Made by \`npm run api\` from declarations with the hash ${hashOfDeclarations()}. -->`;
if (process.argv.includes('--check')) check();
else write();

function declarations() {
  return readdirSync(dist, { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.d.ts'))
    .sort();
}

function hashOfDeclarations() {
  const hash = createHash('sha256');
  for (const path of declarations()) hash.update(path).update(readFileSync(join(dist, path)));
  return hash.digest('hex').slice(0, 16);
}

function check() {
  if (readFileSync(page, 'utf8').startsWith(made)) return;
  process.stderr.write("API.md must be made from the current declarations, got an older one. Run 'npm run api'.\n");
  process.exitCode = 1;
}

function write() {
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']);
  const out = mkdtempSync(join(tmpdir(), 'spillway-api-'));
  try {
    run(process.execPath, ['node_modules/typedoc/bin/typedoc', '--out', out, '--logLevel', 'Error']);
    const doors = JSON.parse(readFileSync(join(tool, 'typedoc.json'), 'utf8')).entryPoints.map(
      (path) => path.match(/dist\/(.*)\/index\.d\.ts$/)?.[1] ?? '',
    );
    writeFileSync(page, `${[made, '# API', ...doors.map((door) => pageOf(out, door))].join('\n\n')}\n`);
  } finally {
    for (const path of [out, join(tool, 'node_modules')]) rmSync(path, { recursive: true, force: true });
  }
}

/** One page instead of one for each door: every heading a level lower, and links that stay on the page. */
function pageOf(out, door) {
  const files = readdirSync(out, { recursive: true }).filter((path) => path.endsWith('.md'));
  // TypeDoc numbers a page whose name the method in it has too.
  const file = files.find((path) => path.replace(/(-\d+)?\.md$/, '') === door);
  if (file === undefined) throw new Error(`TypeDoc wrote no page for ${door}, only ${files.join(', ')}`);
  const name = door === 'lib' ? 'cdk-spillway' : `cdk-spillway/${door}`;
  const [, ...lines] = readFileSync(join(out, file), 'utf8').trim().split('\n');
  const text = lines.join('\n').replace(/\]\([^)#\s]*\.md(#[^)]*)?\)/g, (_, heading) => `](${heading ?? '#api'})`);
  return [`## ${name}`, text.replace(/^(#{1,5}) /gm, '#$1 ').trim()].join('\n\n');
}

function run(program, args) {
  const { status, error } = spawnSync(program, args, { cwd: tool, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw error ?? new Error(`${program} ${args[0]} ended with ${status}`);
}
