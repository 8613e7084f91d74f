import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname } from 'node:path';
import { Workplace } from './command';

const workplace = new Workplace();
afterAll(() => workplace.remove());

function folder(name: string, files: readonly string[]): string {
  mkdirSync(workplace.path(name), { recursive: true });
  for (const file of files) {
    const path = workplace.path(name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'x');
  }
  return workplace.path(name);
}

folder('good', ['a.txt']);
folder('empty', []);
folder('folder.jsonl', []);
folder('long', [`${`${'n'.repeat(200)}/`.repeat(5)}${'n'.repeat(20)}`]);
symlinkSync(workplace.path('nowhere'), `${folder('dangling', ['a.txt'])}/b.txt`);

async function expectRefusal(args: readonly string[], line: RegExp): Promise<void> {
  const { code, stdout, stderr } = await workplace.start(['start', '--once', ...args]).ended;
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(line);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(workplace.leftovers()).toEqual([]);
}

test.each<[string, readonly string[], RegExp]>([
  ['an unknown option', ['--onec'], /^Unknown option '--onec' \(Did you mean --once\?\) --help lists the options\.$/m],
  ['an option without its value', ['--upload'], /^Option '--upload <dir>' argument missing\./],
  ['an argument that is none', ['good'], /^Too many arguments for 'start'\./],
  ['a folder that is missing', ['--upload', 'nowhere'], /^'--upload' must be a folder, got 'nowhere', which does not/],
  ['a file instead of a folder', ['--upload', 'good/a.txt'], /^'--upload' must be a folder, .*, which is a file\./],
  ['an empty folder', ['--upload', 'empty'], /^'--upload' must be a folder with files in it, got '.*empty'/],
  ['a link that leads nowhere', ['--upload', 'dangling'], /dangling\/b\.txt is a link that leads nowhere\./],
  [
    'a key of more than 1,024 bytes',
    ['--upload', 'long'],
    /^An object's key must have at most 1024 bytes.* has 1025\./,
  ],
  ['a port that is no number', ['--port', 'http'], /^'--port' must be a whole number from 0 to 65535, got 'http'\./],
  ['a port that does not exist', ['--port', '65536'], /^'--port' must be a whole number from 0 to 65535, got '65536'/],
  [
    'an output in a missing folder',
    ['--out', 'nowhere/c.jsonl'],
    /^'--out' must be in a folder that exists, got 'nowhere/,
  ],
  ['an app that is none', ['--app', 'orders'], /^'--app' must be 'catalogue' or 'video', got 'orders'\./],
  ['jobs of the catalogue', ['--jobs', '5'], /^'--jobs' must be left out with '--app catalogue', got '5'\./],
  ['no jobs', ['--app', 'video', '--jobs', '0'], /^'--jobs' must be a whole number from 1 to 100000, got '0'\./],
  [
    'an upload to the video app',
    ['--app', 'video', '--upload', 'good'],
    /^'--upload' must be left out with '--app video'/,
  ],
  [
    'a folder as the output',
    ['--out', 'folder.jsonl'],
    /^'--out' must be a file, got 'folder\.jsonl', which is a folder\./,
  ],
])('%s is refused with one line and exit code 2, and nothing is left behind', (_what, args, line) =>
  expectRefusal(args, line),
);

test('a port that is taken is refused with one line and exit code 2, and nothing is left behind', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    await expectRefusal(['--upload', 'good', '--port', String(port)], new RegExp(`^Port ${port} is taken\\.`));
  } finally {
    server.close();
  }
});

test("an option that npm took for one of its own is refused: 'npm start --once' would do something else", async () => {
  const { code, stderr } = await workplace.run('npm', ['start', '--once'], { cwd: `${__dirname}/../../..` }).ended;
  expect(code).toBe(2);
  expect(stderr).toContain("npm took '--once' for an option of its own. Put '--' before it: npm start -- --once\n");
});

test('--help names every option, with exit code 0', async () => {
  const { code, stdout, stderr } = await workplace.start(['start', '--help']).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const option of ['--upload', '--out', '--once', '--port']) expect(stdout).toContain(option);
});
