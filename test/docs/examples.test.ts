import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { newApp, resources, warnings } from '../lib/synthesis';
import { ROOT, read } from './page';

const EXAMPLES = 'docs/examples';

type StackClass = new (scope: Construct, id: string) => Stack;

const stacks = readdirSync(join(ROOT, EXAMPLES)).filter((name) => /extends Stack\b/.test(read(join(EXAMPLES, name))));

test.each(stacks)('%s: its stack synthesizes without a warning', (name) => {
  const exported: unknown[] = Object.values(require(join(ROOT, EXAMPLES, name)));
  const isStack = (value: unknown): value is StackClass =>
    typeof value === 'function' && value.prototype instanceof Stack;
  const examples = exported.filter(isStack).map((Example) => new Example(newApp(), 'Shop'));
  expect(examples).toHaveLength(1);
  for (const stack of examples) {
    expect(resources(stack)).not.toEqual([]);
    expect(warnings(stack)).toEqual([]);
  }
});
