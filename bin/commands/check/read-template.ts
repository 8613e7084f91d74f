import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isObject, type JsonObject } from '../../../lib/guard/template/stack-template';
import { UsageError } from '../../usage-error';

/** Reads a template in JSON or YAML. */
export function readTemplate(path: string): JsonObject {
  const source = readFileSync(path, 'utf8');
  const template = /^\s*\{/.test(source) ? parse(path, source, JSON.parse) : parse(path, source, parseYaml);
  if (isObject(template) && isObject(template['Resources'])) return template;
  throw new UsageError(
    `${path} must be a CloudFormation template, got a file without Resources. Give a template, or the folder that 'cdk synth' wrote.`,
  );
}

function parse(path: string, source: string, read: (source: string) => unknown): unknown {
  try {
    return read(source);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message.split('\n')[0] : error}.`);
  }
}

/** What is used of the YAML reader that aws-cdk-lib brings for the templates that apps include. */
interface YamlReader {
  parse(source: string, options: { readonly customTags: readonly YamlTag[]; readonly schema: 'core' }): unknown;
}

interface YamlTag {
  readonly tag: string;
  identify(value: unknown): boolean;
  resolve(document: unknown, node: { toString(): string }): unknown;
}

/** `!GetAtt` for `Fn::GetAtt`; `!Ref` and `!Condition` have no prefix. */
const SHORT_TAGS = [
  ...['Base64', 'Cidr', 'FindInMap', 'GetAZs', 'ImportValue', 'Join', 'Select', 'Split', 'Sub', 'Transform'],
  ...['And', 'Equals', 'If', 'Not', 'Or', 'GetAtt', 'Length', 'ToJsonString', 'GetStackOutput', 'Ref', 'Condition'],
];

function parseYaml(source: string): unknown {
  const reader = yamlReader();
  const read = (text: string): unknown => reader.parse(text, { customTags, schema: 'core' });
  const customTags = SHORT_TAGS.map(
    (name): YamlTag => ({
      tag: `!${name}`,
      identify: (value) => typeof value === 'string',
      resolve: (_document, node) => {
        const full = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
        return { [full]: read(node.toString().slice(name.length + 1)) };
      },
    }),
  );
  return read(source);
}

/** Not a dependency of its own: whoever has constructs has aws-cdk-lib. */
function yamlReader(): YamlReader {
  try {
    const { resolve } = createRequire(__filename);
    const cdk = resolve('aws-cdk-lib/package.json', { paths: [process.cwd(), __dirname] });
    const reader: YamlReader = createRequire(join(dirname(cdk), 'package.json'))('yaml');
    return reader;
  } catch {
    throw new UsageError(
      "A template in YAML needs aws-cdk-lib, whose YAML reader is used, and it is not installed. Run 'npm install aws-cdk-lib', or give the template as JSON.",
    );
  }
}
