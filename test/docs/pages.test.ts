import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pages, ROOT, read } from './page';

/** What stands in a page where the file, which is not installed, imports from the sources. */
const DOORS = {
  "'../../lib'": "'cdk-spillway'",
  "'../../consumer'": "'cdk-spillway/consumer'",
  "'../../local'": "'cdk-spillway/local'",
};

/** A page names the file that a block comes from, in a comment above it. */
function blocks(page: string): readonly { readonly file?: string; readonly code: string }[] {
  return [...page.matchAll(/(?:<!-- (?<file>docs\/examples\/\S+) -->\n)?```ts\n(?<code>[\s\S]*?)```/g)].map(
    ({ groups }) => ({ file: groups?.['file'], code: groups?.['code'] ?? '' }),
  );
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

test.each(pages)('%s: its links lead to files that are there', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)(?<path>[^)#\s]+)/g)].map(
    ({ groups }) => groups?.['path'] ?? '',
  );
  const missing = links.filter((link) => !existsSync(join(ROOT, dirname(page), link)));
  expect(missing).toEqual([]);
});
