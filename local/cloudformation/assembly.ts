import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AssemblyError } from './assembly-error';
import { type AssetFile, readAssetManifest } from './asset-manifest';
import { isObject, type JsonObject } from './json';

/** One stack of a cloud assembly, with everything that it was synthesized with. */
export interface AssemblyStack {
  /** Unique in the assembly; nested assemblies' ids begin with the stage's directory. */
  readonly id: string;
  readonly stackName: string;
  /** The name by which `cdk deploy` knows it, for example `Prod/Orders`. */
  readonly displayName: string;
  /** Undefined where the app left it open: the cloud's own. */
  readonly account?: string;
  readonly region?: string;
  readonly template: unknown;
  readonly parameters: Readonly<Record<string, string>>;
  readonly assets: readonly AssetFile[];
  /** Ids of the stacks that are deployed before it. */
  readonly dependencies: readonly string[];
}

/** The newest cloud assembly schema that is understood: what aws-cdk-lib 2.276 writes. */
const SCHEMA_VERSION = 55;
const WITHOUT_CONTENT = ['cdk:tree', 'cdk:feature-flag-report', 'none'];
const STACK = 'aws:cloudformation:stack';
const ASSETS = 'cdk:asset-manifest';
const NESTED = 'cdk:cloud-assembly';

/** Reads a folder that `cdk synth` wrote; nested assemblies (stages) included, in the order of the manifest. */
export function readAssembly(directory: string): readonly AssemblyStack[] {
  const root = resolve(directory);
  if (!existsSync(root) || !statSync(root).isDirectory()) {
    throw new AssemblyError(
      `The cloud assembly must be a folder, got ${JSON.stringify(directory)}, which is none. ` +
        `'cdk synth' writes one (cdk.out by default). Give its path.`,
    );
  }
  return readManifest(root, '');
}

function readManifest(directory: string, prefix: string): AssemblyStack[] {
  const path = join(directory, 'manifest.json');
  if (!existsSync(path)) {
    throw new AssemblyError(
      `${directory} is no cloud assembly: it has no manifest.json. 'cdk synth' writes one. Run it, and give the folder that it wrote.`,
    );
  }
  const manifest = readAssemblyJson(path);
  checkVersion(path, manifest);
  const artifacts = Object.entries(objectIn(manifest, 'artifacts', path)).map(([id, artifact]) => {
    if (!isObject(artifact)) throw new AssemblyError(`${path}: the artifact ${id} must be an object.`);
    return { id, artifact, type: artifact['type'], properties: objectIn(artifact, 'properties', path) };
  });

  const assetsOf = new Map<string, readonly AssetFile[]>();
  for (const { id, type, properties } of artifacts) {
    if (type !== ASSETS) continue;
    const file = join(directory, textIn(properties, 'file', path));
    assetsOf.set(id, readAssetManifest(file, readAssemblyJson(file)));
  }
  const stackIds = new Set(artifacts.filter(({ type }) => type === STACK).map(({ id }) => id));

  return artifacts.flatMap(({ id, type, artifact, properties }): AssemblyStack[] => {
    if (type === NESTED) {
      const nested = textIn(properties, 'directoryName', path);
      return readManifest(join(directory, nested), `${prefix}${nested}/`);
    }
    if (type === STACK) {
      const dependencies = dependenciesOf(artifact);
      return [
        {
          ...readStack(directory, id, artifact, properties),
          id: `${prefix}${id}`,
          assets: dependencies.flatMap((dependency) => assetsOf.get(dependency) ?? []),
          dependencies: dependencies.filter((name) => stackIds.has(name)).map((name) => `${prefix}${name}`),
        },
      ];
    }
    if (type === ASSETS || WITHOUT_CONTENT.includes(String(type))) return [];
    throw new AssemblyError(
      `${path}: the artifact ${id} is of the kind ${JSON.stringify(type)}, which is not understood. ` +
        `Understood are ${[STACK, ASSETS, NESTED, ...WITHOUT_CONTENT].join(', ')}. Update cdk-spillway, or leave the artifact out.`,
    );
  });
}

function readStack(
  directory: string,
  id: string,
  artifact: JsonObject,
  properties: JsonObject,
): Omit<AssemblyStack, 'id' | 'assets' | 'dependencies'> {
  const path = join(directory, 'manifest.json');
  const [account, region] = textIn(artifact, 'environment', path)
    .replace(/^aws:\/\//, '')
    .split('/');
  return {
    stackName: typeof properties['stackName'] === 'string' ? properties['stackName'] : id,
    displayName: typeof artifact['displayName'] === 'string' ? artifact['displayName'] : id,
    account: account === 'unknown-account' ? undefined : account,
    region: region === 'unknown-region' ? undefined : region,
    template: readAssemblyJson(join(directory, textIn(properties, 'templateFile', path))),
    parameters: Object.fromEntries(
      Object.entries(objectIn(properties, 'parameters', path)).map(([name, value]) => [name, String(value)]),
    ),
  };
}

function checkVersion(path: string, manifest: JsonObject): void {
  const version = manifest['version'];
  const revision = typeof version === 'string' ? Number(version.split('.')[0]) : Number.NaN;
  if (!(revision <= SCHEMA_VERSION)) {
    throw new AssemblyError(
      `${path}: the schema version must be ${SCHEMA_VERSION} or older, got ${JSON.stringify(version)}. ` +
        `A newer aws-cdk-lib writes what this cdk-spillway does not understand. Update cdk-spillway.`,
    );
  }
  const missing = manifest['missing'];
  if (Array.isArray(missing) && missing.length > 0) {
    const keys = missing.map((context) => (isObject(context) ? String(context['key']) : String(context)));
    throw new AssemblyError(
      `${path}: the assembly is incomplete: it needs context that was not looked up (${keys.join(', ')}). ` +
        `Run 'cdk synth' with credentials of the account once, and commit cdk.context.json.`,
    );
  }
}

function dependenciesOf(artifact: JsonObject): string[] {
  const dependencies = artifact['dependencies'];
  return Array.isArray(dependencies) ? dependencies.map(String) : [];
}

export function readAssemblyJson(path: string): JsonObject {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isObject(value)) return value;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AssemblyError(`${path} cannot be read: ${reason}. Run 'cdk synth' again.`);
  }
  throw new AssemblyError(`${path} must hold a JSON object. Run 'cdk synth' again.`);
}

function objectIn(source: JsonObject, name: string, path: string): JsonObject {
  const value = source[name] ?? {};
  if (isObject(value)) return value;
  throw new AssemblyError(`${path}: '${name}' must be an object, got ${JSON.stringify(value)}.`);
}

function textIn(source: JsonObject, name: string, path: string): string {
  const value = source[name];
  if (typeof value === 'string') return value;
  throw new AssemblyError(`${path}: '${name}' must be a string, got ${JSON.stringify(value)}.`);
}
