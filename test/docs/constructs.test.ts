import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { newApp, resources, warnings } from '../lib/synthesis';

const DOCS = join(__dirname, '../../docs');
const EXAMPLES = join(DOCS, 'examples');

type StackClass = new (scope: Construct, id: string) => Stack;

const pages = readdirSync(join(DOCS, 'constructs')).map((name) => [name, read('constructs', name)] as const);

function read(folder: string, name: string): string {
  return readFileSync(join(DOCS, folder, name), 'utf8');
}

/** A page names the file that a block comes from, in a comment above it. */
function blocks(page: string): readonly { readonly file?: string; readonly code: string }[] {
  return [...page.matchAll(/(?:<!-- docs\/examples\/(?<file>\S+) -->\n)?```ts\n(?<code>[\s\S]*?)```/g)].map(
    ({ groups }) => ({
      file: groups?.['file'],
      code: groups?.['code'] ?? '',
    }),
  );
}

test.each(pages)('%s: its code is that of a file that compiles', (_name, page) => {
  expect(blocks(page)).not.toEqual([]);
  for (const { file, code } of blocks(page)) {
    expect(code).toBe(read('examples', file ?? 'no file').replace("'../../lib'", "'cdk-spillway'"));
  }
});

test.each(readdirSync(EXAMPLES).filter((name) => !name.endsWith('-handler.ts')))(
  '%s: its stack synthesizes without a warning',
  (name) => {
    const exported: unknown[] = Object.values(require(join(EXAMPLES, name)));
    const isStack = (value: unknown): value is StackClass =>
      typeof value === 'function' && value.prototype instanceof Stack;
    const stacks = exported.filter(isStack).map((Example) => new Example(newApp(), 'Shop'));
    expect(stacks).toHaveLength(1);
    for (const stack of stacks) {
      expect(resources(stack)).not.toEqual([]);
      expect(warnings(stack)).toEqual([]);
    }
  },
);
