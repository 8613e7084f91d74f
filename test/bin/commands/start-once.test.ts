import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Workplace } from './command';

const workplace = new Workplace();
afterAll(() => workplace.remove());

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = workplace.path(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** What files are called somewhere; each holds its own name. */
const names = [
  'two  spaces and + plus.txt',
  ' around .txt',
  '100%.txt',
  '%41%2F.txt',
  'a&b=c;d.txt',
  '#1?x.txt',
  'Größe.txt',
  'Länge.txt'.normalize('NFD'),
  '文件/名字.txt',
  '📦/👩‍🚀.txt',
  'n'.repeat(200),
  'one/two/three/four/five.txt',
  'quote\'s and "quotes".txt',
  'back\\slash.txt',
  'line\nbreak.txt',
  '.hidden/..dots',
  'a:b|c<d>e*f.txt',
  '$HOME `x` {y} [z].txt',
];

test('every file of a folder is catalogued, whatever its name and wherever the command is run', async () => {
  write('files', Object.fromEntries(names.map((name) => [name, name])));
  write('files', { empty: '' });
  // A folder that is reached twice is uploaded twice; one that holds itself does not go on for ever.
  symlinkSync('文件', workplace.path('files', 'link'));
  symlinkSync('..', workplace.path('files', 'one', 'circle'));

  const { code, stdout } = await workplace.start(['start', '--once', '--upload', 'files', '--out', 'out.jsonl']).ended;

  const lines = readFileSync(workplace.path('out.jsonl'), 'utf8').trimEnd().split('\n');
  const bytes = Object.fromEntries(lines.map((line) => JSON.parse(line)).map(({ key, bytes }) => [key, bytes]));
  const expected = names.map((name) => [name, Buffer.byteLength(name)]);
  expect(bytes).toEqual({
    ...Object.fromEntries(expected),
    empty: 0,
    'link/名字.txt': Buffer.byteLength('文件/名字.txt'),
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(/dead-lettered +0 messages/);
  expect(workplace.leftovers()).toEqual([]);
});

write('many', Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`${n}.json`, `{"n":${n}}`])));

describe('--once that is interrupted ends with exit code 130 and leaves nothing behind', () => {
  test.each([
    ['while it synthesizes', 'Synthesizing'],
    ['while it deploys', 'AWS::S3::BucketPolicy'],
    ['while it uploads', 'uploading'],
    ['while messages are processed', 'processing'],
  ])('%s', async (_when, said) => {
    const command = workplace.start(['start', '--once', '--upload', 'many', '--out', 'never.jsonl']);
    await command.until(said);
    command.interrupt();
    // npm passes a terminal's Ctrl-C on, so it comes twice.
    command.interrupt();

    const { code, stdout, stderr, milliseconds } = await command.ended;
    expect(code).toBe(130);
    expect(stdout).not.toContain('Result');
    expect(stderr.replaceAll(/^ {2}(uploading|processing) .*\n/gm, '')).toBe('');
    expect(milliseconds).toBeLessThan(3_000);
    expect(workplace.leftovers()).toEqual([]);
  });
});

test('a reader of its output that has enough ends it, too', async () => {
  const command = workplace.start(['start', '--once', '--upload', 'many']);
  await command.until('Synthesizing');
  command.closeOutput();

  const { code, stderr } = await command.ended;
  // As SIGPIPE ends other programs.
  expect(code).toBe(141);
  expect(stderr).not.toMatch(/EPIPE|\bat /);
  expect(workplace.leftovers()).toEqual([]);
});
