import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Stack } from 'aws-cdk-lib';
import { CatalogueStack } from '../../../bin/stacks/catalogue-stack';
import { VideoStack } from '../../../bin/stacks/video-stack';
import { context as recommendedFlags } from '../../../cdk.json';
import { newApp } from '../synthesis';
import { findingsOf } from './findings';

const EXAMPLES = join(__dirname, '..', '..', '..', 'docs', 'examples');

type StackClass = new (scope: App, id: string) => Stack;

/** Every stack that the pages show, whoever writes the next. */
function exampleStacks(): readonly (readonly [string, StackClass])[] {
  return readdirSync(EXAMPLES)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => /export class \w+ extends Stack\b/.test(readFileSync(join(EXAMPLES, file), 'utf8')))
    .flatMap((file) =>
      Object.entries<unknown>(require(join(EXAMPLES, file)))
        .filter((entry): entry is [string, StackClass] => isStackClass(entry[1]))
        .map(([name, stackClass]) => [`${name} of ${file}`, stackClass] as const),
    );
}

function isStackClass(value: unknown): value is StackClass {
  return typeof value === 'function' && value.prototype instanceof Stack;
}

const OWN: readonly (readonly [string, StackClass])[] = [
  ['the catalogue', CatalogueStack],
  ['the video app', VideoStack],
  ...exampleStacks(),
];

test.each(OWN)('%s: no finding', (_name, stackClass) => {
  const app = newApp(recommendedFlags);
  new stackClass(app, 'Example');
  expect(findingsOf(app)).toEqual([]);
});

test('there are stacks among the examples', () => {
  expect(exampleStacks().length).toBeGreaterThan(5);
});
