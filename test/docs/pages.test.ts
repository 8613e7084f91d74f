import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pages, ROOT, read } from './page';

/** What stands in a page where the file, which is not installed, imports from the sources. */
const DOORS = {
  "'../../lib'": "'cdk-spillway'",
  "'../../consumer'": "'cdk-spillway/consumer'",
  "'../../consumer/dlq'": "'cdk-spillway/consumer/dlq'",
  "'../../consumer/ec2'": "'cdk-spillway/consumer/ec2'",
  "'../../consumer/encryption'": "'cdk-spillway/consumer/encryption'",
  "'../../consumer/idempotency'": "'cdk-spillway/consumer/idempotency'",
  "'../../consumer/testing'": "'cdk-spillway/consumer/testing'",
  "'../../local'": "'cdk-spillway/local'",
};

/** A page names the file that a block comes from, in a comment above it. */
function blocks(page: string): readonly { readonly file?: string; readonly code: string }[] {
  return [
    ...page.matchAll(/(?:<!-- (?<file>docs\/examples\/\S+) -->\n)?```(?:ts|yaml|hcl)\n(?<code>[\s\S]*?)```/g),
  ].map(({ groups }) => ({ file: groups?.['file'], code: groups?.['code'] ?? '' }));
}

test.each(pages)('%s: its code is that of a file that compiles', (page) => {
  for (const { file, code } of blocks(read(page))) {
    let expected = read(file ?? 'no file named');
    for (const [source, door] of Object.entries(DOORS)) expected = expected.replaceAll(source, door);
    expect(code).toBe(expected);
  }
});

test('the pages show code', () => {
  expect(pages.flatMap((page) => blocks(read(page))).length).toBeGreaterThan(5);
});

/** As GitHub makes it of a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', fragment] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(ROOT, target))) return false;
  return (
    fragment === undefined ||
    [...read(target).matchAll(/^#+ (.+)$/gm)].some(([, text]) => anchor(text ?? '') === fragment)
  );
}

test.each(pages)('%s: its links lead to pages and headings that are there', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link]) => link ?? '');
  expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
});

const sources = ['bin', 'consumer', 'docs', 'labs', 'lambda', 'lib', 'local', 'model', 'test', 'worker'].flatMap(
  (folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
);

test.each(pages)('%s: the source files that it names are there', (page) => {
  const named = [...read(page).matchAll(/`([\w./-]+\.(?:ts|mjs))`/g)].map(([, name]) => name ?? '');
  expect(named.filter((name) => !sources.some((source) => source === name || source.endsWith(`/${name}`)))).toEqual([]);
});
