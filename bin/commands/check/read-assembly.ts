import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import {
  isObject,
  type JsonObject,
  listOf,
  objectOf,
  type StackTemplate,
} from '../../../lib/guard/template/stack-template';
import { UsageError } from '../../usage-error';
import { readJson } from './read-json';
import { readTemplate } from './read-template';
import { acknowledgedInReport } from './validation-report';

/** Stacks to judge, and what the app accepts of them: reasons by construct path and rule. */
export interface Assembly {
  readonly stacks: readonly StackTemplate[];
  readonly acknowledged: readonly Acknowledgement[];
}

/** Holds for a construct and everything below it. */
export interface Acknowledgement {
  readonly path: string;
  /** With or without `Spillway::`. */
  readonly rule: string;
  readonly reason: string;
}

type Metadata = Readonly<Record<string, readonly JsonObject[]>>;

const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** Reads a folder that `cdk synth` wrote, or a single template. */
export function readAssembly(path: string): Assembly {
  const target = resolve(path);
  if (!existsSync(target)) {
    throw new UsageError(
      `'dir' must be a cloud assembly or a template, got '${path}', which does not exist. Run 'cdk synth' and give the folder that it wrote, cdk.out by default.`,
    );
  }
  if (!statSync(target).isDirectory()) {
    return {
      stacks: [{ id: basename(target), template: readTemplate(target), templatePath: target }],
      acknowledged: [],
    };
  }
  if (!existsSync(join(target, 'manifest.json'))) {
    throw new UsageError(
      `'dir' must be a cloud assembly or a template, got '${path}', a folder without manifest.json. Run 'cdk synth' and give the folder that it wrote, or give a template file.`,
    );
  }
  const parts = manifestParts(target);
  return {
    stacks: parts.flatMap(({ stacks }) => stacks),
    acknowledged: [...parts.flatMap(({ acknowledged }) => acknowledged), ...acknowledgedInReport(target)],
  };
}

function manifestParts(directory: string): readonly Assembly[] {
  const artifacts = objectOf(readJson(join(directory, 'manifest.json'))['artifacts']);
  return Object.entries(artifacts).flatMap(([id, value]): readonly Assembly[] => {
    const artifact = objectOf(value);
    const properties = objectOf(artifact['properties']);
    switch (artifact['type']) {
      case 'cdk:cloud-assembly':
        return manifestParts(join(directory, String(properties['directoryName'])));
      case 'aws:cloudformation:stack':
        return [readStack(directory, id, artifact, properties)];
      default:
        return [];
    }
  });
}

function readStack(directory: string, id: string, artifact: JsonObject, properties: JsonObject): Assembly {
  const metadata = metadataOf(directory, artifact);
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(String(artifact['environment'])) ?? [];
  const templatePath = join(directory, String(properties['templateFile']));
  const top: StackTemplate = {
    id: typeof artifact['displayName'] === 'string' ? artifact['displayName'].replace(/ .*$/, '') : id,
    stackName: typeof properties['stackName'] === 'string' ? properties['stackName'] : id,
    template: readTemplate(templatePath),
    templatePath,
    account: account?.startsWith('unknown-') ? undefined : account,
    region: region?.startsWith('unknown-') ? undefined : region,
  };
  const stacks = withNested(top, metadata);
  const nestedPaths = stacks.slice(1).map((nested) => nested.id);
  return {
    stacks: stacks.map((stack) => ({
      ...stack,
      paths: pathsOf(stack === top ? undefined : stack.id, nestedPaths, metadata),
    })),
    acknowledged: acknowledgementsOf(metadata),
  };
}

/** In a file of its own since 2026, in the manifest before; without the leading slash of its paths. */
function metadataOf(directory: string, artifact: JsonObject): Metadata {
  const file = artifact['additionalMetadataFile'];
  const apart = typeof file === 'string' && existsSync(join(directory, file)) ? readJson(join(directory, file)) : {};
  const all = { ...objectOf(artifact['metadata']), ...apart };
  return Object.fromEntries(
    Object.entries(all).map(([path, entries]) => [path.replace(/^\//, ''), listOf(entries).filter(isObject)]),
  );
}

/** A stack, and those that its `AWS::CloudFormation::Stack` resources deploy from files of the assembly. */
function withNested(stack: StackTemplate, metadata: Metadata): readonly StackTemplate[] {
  const directory = dirname(stack.templatePath ?? '.');
  const nested = Object.entries(objectOf(stack.template['Resources'])).flatMap(([logicalId, value]) => {
    const resource = objectOf(value);
    if (resource['Type'] !== NESTED_STACK) return [];
    const path = pathOf(logicalId, metadata);
    const construct = path?.replace(/\.NestedStack\/[^/]*$/, '');
    const file = templateFileOf(construct, metadata) ?? objectOf(resource['Metadata'])['aws:asset:path'];
    if (typeof file !== 'string' || !existsSync(join(directory, file))) return [];
    const templatePath = join(directory, file);
    return withNested(
      {
        ...stack,
        id: construct ?? `${stack.id}/${logicalId}`,
        stackName: undefined,
        template: readTemplate(templatePath),
        templatePath,
        parent: { stackId: stack.id, logicalId },
      },
      metadata,
    );
  });
  return [stack, ...nested];
}

function pathOf(logicalId: string, metadata: Metadata): string | undefined {
  return Object.keys(metadata).find((path) => dataOf(metadata[path], 'aws:cdk:logicalId').includes(logicalId));
}

function templateFileOf(path: string | undefined, metadata: Metadata): unknown {
  return path === undefined ? undefined : dataOf(metadata[path], 'aws:cdk:templateFile')[0];
}

/** Logical ids are unique within a template only, so a path belongs to the innermost stack that it lies in. */
function pathsOf(
  nested: string | undefined,
  allNested: readonly string[],
  metadata: Metadata,
): ReadonlyMap<string, string> {
  const inner = (path: string) =>
    allNested
      .filter((stack) => path.startsWith(`${stack}/`))
      .sort((a, b) => b.length - a.length)
      .at(0);
  return new Map(
    Object.entries(metadata)
      .filter(([path]) => inner(path) === nested)
      .flatMap(([path, entries]) => dataOf(entries, 'aws:cdk:logicalId').map((id) => [String(id), path] as const)),
  );
}

function acknowledgementsOf(metadata: Metadata): readonly Acknowledgement[] {
  return Object.entries(metadata).flatMap(([path, entries]) =>
    dataOf(entries, 'aws:cdk:acknowledged-rules').flatMap((rules) =>
      Object.entries(objectOf(rules)).map(([rule, reason]) => ({ path, rule, reason: String(reason) })),
    ),
  );
}

function dataOf(entries: readonly JsonObject[] | undefined, type: string): readonly unknown[] {
  return (entries ?? []).filter((entry) => entry['type'] === type).map((entry) => entry['data']);
}
