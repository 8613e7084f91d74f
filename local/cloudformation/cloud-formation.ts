import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stackArn } from '../../model/arn';
import { partitionOf } from '../../model/partition';
import type { Principal } from '../../model/policy/request';
import type { Kernel } from '../kernel/kernel';
import type { Router } from '../services/service';
import { readAssembly, readAssemblyJson } from './assembly';
import { AssemblyError } from './assembly-error';
import { type AssetFile, publishAssets, readAssetManifest } from './asset-manifest';
import { type ChangeSet, prepareChangeSet } from './change-set';
import { deleteStack, refuseExportsInUse } from './delete';
import { deployStack } from './deploy';
import { StackFailure } from './failure';
import { parametersFor, refuseUnknownParameters } from './parameter-selection';
import type { DeployEnvironment } from './resource-provider';
import { RESOURCE_TYPES } from './resource-types';
import { selectStacks } from './stack-selection';
import { type Stack, type StackIdentity, type StackPlace, Stacks } from './stacks';
import { validationError } from './template-error';

export interface CloudFormationOptions {
  /** Twelve digits; for templates and for stacks that leave the account open. */
  readonly account: string;
  readonly region: string;
  /** @default - the partition of each stack's region */
  readonly partition?: string;
}

export interface DeployOptions {
  /** Names of stacks; what they depend on is deployed too. @default - all stacks of the assembly */
  readonly stacks?: readonly string[];
  /** Values by parameter name, or by `<stack>:<parameter>` for one stack alone. @default - as last time, else the template's defaults */
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface DeployTemplateOptions {
  readonly stackName: string;
  /** @default - as last time, else the template's defaults */
  readonly parameters?: Readonly<Record<string, string>>;
  /** A folder with `*.assets.json` files, which say where functions' code lies. @default - no assets */
  readonly assets?: string;
}

/** Which stack is meant, and what is not in its template. */
export interface StackTarget {
  readonly stackName: string;
  /** Of a stack that is in review: it has an id and no resources yet. */
  readonly stackId?: string;
  readonly account?: string;
  readonly region?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** In whose name the resources are made. @default the account's administrator */
  readonly principal?: Principal;
}

export interface StackResult {
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly resources: readonly { readonly logicalId: string; readonly physicalId: string; readonly type: string }[];
  /** False when the stack was as the template says already. */
  readonly changed: boolean;
}

/** Deploys templates and cloud assemblies through the API calls that CloudFormation makes. */
export class CloudFormation {
  /** Every stack of this cloud, with its history. */
  readonly deployed = new Stacks();
  private readonly environment: DeployEnvironment;
  private readonly inProgress = new Set<string>();

  constructor(
    kernel: Kernel,
    router: Router,
    private readonly options: CloudFormationOptions,
  ) {
    this.environment = { kernel, router, types: RESOURCE_TYPES, random: kernel.random.fork('cloudformation') };
  }

  /**
   * Deploys the stacks of a folder that `cdk synth` wrote, in the order of their dependencies.
   * Nothing is created unless every one of them is understood. Throws `AssemblyError`, `TemplateError` or `StackFailure`.
   */
  async deployAssembly(directory: string, options: DeployOptions = {}): Promise<readonly StackResult[]> {
    const stacks = selectStacks(readAssembly(directory), options.stacks);
    const given = options.parameters ?? {};
    refuseUnknownParameters(stacks, given);
    const prepared = stacks.map((stack) => {
      const parameters = { ...stack.parameters, ...parametersFor(stack, given) };
      return { assets: stack.assets, changes: this.prepare(stack, stack.template, parameters) };
    });
    const results: StackResult[] = [];
    for (const { assets, changes } of prepared) results.push(await this.deploy(changes, assets));
    return results;
  }

  /** @param template an object or JSON text */
  async deployTemplate(template: unknown, options: DeployTemplateOptions): Promise<StackResult> {
    const assets = options.assets === undefined ? [] : readAssets(options.assets);
    return this.deploy(this.prepare(options, template, options.parameters ?? {}), assets);
  }

  /** Throws `StackFailure` when a resource could not be deleted: it stays in the stack then. */
  async deleteStack(stackName: string, place: Partial<StackPlace> = {}): Promise<void> {
    const { account, region } = { ...this.options, ...place };
    const stack = this.deployed.find({ account, region }, stackName);
    if (stack === undefined) throw validationError(`Stack with id ${stackName} does not exist`);
    await this.exclusively(stack, () => deleteStack(stack, this.environment, this.deployed));
  }

  /** Starts a deployment and does not wait for it: the stack's history tells how it goes. */
  begin(changes: ChangeSet): void {
    this.refuseBusy(changes.request.identity);
    this.inBackground(this.deploy(changes, []));
  }

  /** Starts a deletion and does not wait for it. */
  beginDeletion(stack: Stack, principal: Principal): void {
    this.refuseBusy(stack);
    refuseExportsInUse(stack, this.deployed);
    this.inBackground(this.exclusively(stack, () => deleteStack(stack, this.environment, this.deployed, principal)));
  }

  stacks(): readonly StackResult[] {
    return this.deployed.all().map((stack) => resultOf(stack, false));
  }

  /** Checks a template and its parameters as far as that is possible without creating anything. */
  prepare(target: StackTarget, template: unknown, parameters: Readonly<Record<string, string>>): ChangeSet {
    const { tags, principal } = target;
    const identity = this.identify(target);
    const existing = this.deployed.find(identity, identity.stackName);
    if (existing?.status.endsWith('_FAILED')) {
      throw validationError(`Stack:${existing.stackId} is in ${existing.status} state and can not be updated.`);
    }
    return prepareChangeSet(
      { identity, template, parameters, tags, principal },
      existing,
      this.deployed,
      RESOURCE_TYPES,
    );
  }

  private identify({ stackName, stackId, ...target }: StackTarget): StackIdentity {
    if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(stackName)) {
      throw validationError(
        `1 validation error detected: Value '${stackName}' at 'stackName' failed to satisfy constraint: ` +
          `Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
      );
    }
    const account = target.account ?? this.options.account;
    const region = target.region ?? this.options.region;
    const partition = this.options.partition ?? partitionOf(region);
    const existing = this.deployed.find({ account, region }, stackName);
    const newArn = () => stackArn({ partition, region, account, name: stackName, id: this.environment.random.uuid() });
    return { stackName, stackId: existing?.stackId ?? stackId ?? newArn(), account, region, partition };
  }

  private async deploy(changes: ChangeSet, assets: readonly AssetFile[]): Promise<StackResult> {
    const { identity } = changes.request;
    return this.exclusively(identity, async () => {
      publishAssets(assets, identity, this.environment.kernel.assets);
      const { stack, changed } = await deployStack(changes, this.environment, this.deployed);
      return resultOf(stack, changed);
    });
  }

  /** A failure of the stack is in its history; anything else is a defect of the local cloud. */
  private inBackground(operation: Promise<unknown>): void {
    void operation.catch((error: unknown) => {
      if (!(error instanceof StackFailure)) this.environment.kernel.work.fail(error);
    });
  }

  private refuseBusy(stack: StackIdentity): void {
    if (!this.inProgress.has(keyOf(stack))) return;
    throw validationError(`Stack:${stack.stackId} has an operation in progress and can not be updated.`);
  }

  /** One operation at a time on a stack; time stands still meanwhile. */
  private async exclusively<Result>(stack: StackIdentity, task: () => Promise<Result>): Promise<Result> {
    this.refuseBusy(stack);
    const key = keyOf(stack);
    this.inProgress.add(key);
    try {
      return await this.environment.kernel.work.track(task);
    } finally {
      this.inProgress.delete(key);
    }
  }
}

const keyOf = ({ account, region, stackName }: StackIdentity): string => `${account}/${region}/${stackName}`;

export function createCloudFormation(kernel: Kernel, router: Router, options: CloudFormationOptions): CloudFormation {
  return new CloudFormation(kernel, router, options);
}

function readAssets(directory: string): readonly AssetFile[] {
  if (!existsSync(directory)) {
    throw new AssemblyError(
      `'assets' must be a folder, got ${JSON.stringify(directory)}, which is none. ` +
        `It holds the *.assets.json files that say where functions' code lies. Give the folder that 'cdk synth' wrote.`,
    );
  }
  return readdirSync(directory)
    .filter((file) => file.endsWith('.assets.json'))
    .sort()
    .flatMap((file) => readAssetManifest(join(directory, file), readAssemblyJson(join(directory, file))));
}

function resultOf({ stackName, account, region, outputs, resources }: Stack, changed: boolean): StackResult {
  return {
    stackName,
    account,
    region,
    outputs,
    resources: [...resources.values()].map(({ logicalId, physicalId, type }) => ({ logicalId, physicalId, type })),
    changed,
  };
}
