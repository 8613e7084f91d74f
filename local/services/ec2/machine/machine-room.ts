import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { partitionOf } from '../../../../model/partition';
import { evaluate } from '../../../../model/policy/evaluate';
import type { Kernel } from '../../../kernel/kernel';
import type { Random } from '../../../kernel/random';
import type { IdentityDirectory } from '../../iam/directory';
import type { CallOptions, Router } from '../../service';
import type { Instance } from '../instance';
import { replace } from './commands';
import { LogAgent } from './log-agent';
import { Machine } from './machine';
import { MetadataServer } from './metadata-server';
import { metadataTree } from './metadata-tree';
import { ProcessGuard } from './process-guard';
import { RootFolder } from './root-folder';
import { ServiceProcess } from './service-process';

/** Seconds: "Retrieve security credentials from instance metadata": they last about six hours. */
const SESSION_SECONDS = 6 * 3600;

export interface MachineRoomOptions {
  readonly kernel: Kernel;
  readonly router: Router;
  readonly random: Random;
  readonly directory: IdentityDirectory;
  /** Where the cloud answers over HTTP; undefined while it does not. */
  readonly endpoint: () => string | undefined;
}

/** Boots instances as processes of this machine. */
export class MachineRoom {
  private readonly guard = new ProcessGuard();

  constructor(private readonly options: MachineRoomOptions) {}

  /** Why nothing can boot; undefined when it can. */
  problem(): string | undefined {
    if (this.options.endpoint() !== undefined) return undefined;
    return (
      'An instance is a process that reaches the cloud over HTTP, and nothing listens. ' +
      "Start the cloud with 'port' (0 for a free one)."
    );
  }

  boot(instance: Instance, roleArn: string | undefined): Machine {
    const { kernel, router, random, directory } = this.options;
    const { order, id } = instance;
    const { MetadataOptions, UserData } = order.template.data;
    const root = new RootFolder(join(kernel.directory, 'instances', id));
    const credentials = () => directory.issueSession(roleArn ?? '', id, SESSION_SECONDS);
    const caller = asInstance(instance, roleArn);
    const machine = new Machine({
      instance,
      root,
      metadata: new MetadataServer({
        kernel,
        random: random.fork(id),
        tree: metadataTree({ instance, roleArn, credentials }),
        userData: UserData,
        enabled: MetadataOptions?.HttpEndpoint !== 'disabled',
        tokensRequired: MetadataOptions?.HttpTokens !== 'optional',
      }),
      logAgent: new LogAgent(id, kernel, router, caller, (line) => instance.console.note(line)),
      copyObject: (bucket, key, path) => this.copyObject({ bucket, key }, root.at(path), caller),
      variables: (metadataEndpoint) => ({
        PATH: '/usr/local/bin:/usr/bin:/bin',
        HOME: root.path,
        AWS_ENDPOINT_URL: this.options.endpoint() ?? '',
        AWS_EC2_METADATA_SERVICE_ENDPOINT: metadataEndpoint,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      }),
      service: (service, unit) => new ServiceProcess(unit, { ...service, kernel, guard: this.guard }),
      journal: (unit, text) => kernel.events.emit('ec2.output', { instance: id, unit, text }),
    });
    machine.boot();
    return machine;
  }

  /** When no instance runs any more. */
  close(): void {
    this.guard.stop();
  }

  /** From S3, or the asset of a deployed assembly, which on AWS would be in the bootstrap bucket. */
  private async copyObject(source: ObjectName, path: string, caller: CallOptions): Promise<void> {
    const { router, kernel } = this.options;
    mkdirSync(dirname(path), { recursive: true });
    replace(path);
    const asset = kernel.assets.has(source.bucket, source.key);
    if (asset) {
      this.checkRead(source, caller);
      cpSync(kernel.assets.find(source.bucket, source.key), path, { recursive: true });
      return;
    }
    const input = { Bucket: source.bucket, Key: source.key };
    const { Body } = await router.call<{ Body: Buffer | Readable }>('s3', 'GetObject', input, caller);
    writeFileSync(path, Body instanceof Readable ? await buffer(Body) : Body);
  }

  /** There is no bootstrap bucket here whose policy would be asked; the role's own policies are. */
  private checkRead({ bucket, key }: ObjectName, { principal, account, region }: CallOptions): void {
    const { keys, ...policies } = this.options.directory.standing(principal);
    const decision = evaluate({
      principal,
      action: 's3:GetObject',
      resource: `arn:${partitionOf(region)}:s3:::${bucket}/${key}`,
      resourceAccount: account,
      context: { 'aws:SecureTransport': 'true', ...keys },
      ...policies,
      resourcePolicies: [],
    });
    if (!decision.allowed)
      throw new Error(`fatal error: An error occurred (403) when calling the GetObject operation: ${decision.reason}`);
  }
}

interface ObjectName {
  readonly bucket: string;
  readonly key: string;
}

/** An instance without a role is nobody. */
function asInstance({ id, order }: Instance, roleArn: string | undefined): CallOptions {
  const { account, region } = order.place;
  if (roleArn === undefined) return { principal: { kind: 'anonymous' }, account, region };
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const arn = `arn:${partitionOf(region)}:sts::${account}:assumed-role/${name}/${id}`;
  return { principal: { kind: 'role', account, roleArn, arn }, account, region };
}
