import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { roleArn } from '../model/arn';
import { ApiRequests } from './api-requests';
import { Assets } from './assets';
import { type CloudFormation, createCloudFormation, type DeployOptions, type StackResult } from './cloudformation';
import { Compute } from './compute/compute';
import { Dispatcher, type Origin } from './dispatcher';
import { Endpoint, type Exchange } from './endpoint';
import { InProcessHandler } from './in-process-handler';
import { EventStream } from './kernel/events';
import { type Fault, Faults } from './kernel/faults';
import type { Kernel } from './kernel/kernel';
import { Random } from './kernel/random';
import { RealClock } from './kernel/real-clock';
import { VirtualClock } from './kernel/virtual-clock';
import { Work } from './kernel/work';
import { Memberships, type Organization } from './organization';
import type { WireRequest, WireResponse } from './protocols/wire';
import { type Enforcement, ServiceRouter } from './service-router';
import { createApiGateway } from './services/apigateway';
import { createAutoScaling } from './services/autoscaling';
import { createCloudFormationApi } from './services/cloudformation';
import { createEc2 } from './services/ec2';
import type { InstanceFaults } from './services/ec2/instance-faults';
import { createEvents } from './services/events';
import { createIam } from './services/iam';
import { createKms } from './services/kms';
import { createLambda } from './services/lambda';
import { createLogs } from './services/logs';
import { createMonitoring, metricTiming } from './services/monitoring';
import { createS3 } from './services/s3';
import { createSns } from './services/sns';
import { createSqs, type QueueView, type SqsService } from './services/sqs';
import { createSts } from './services/sts';
import { createTagging } from './services/tagging';

export interface LocalCloudOptions {
  /**
   * `virtual`: time stands still except inside {@link LocalCloud.advance} and {@link LocalCloud.settle}.
   * @default 'real'
   */
  readonly clock?: 'real' | 'virtual';
  /**
   * TCP port on 127.0.0.1, 0 for a free one.
   * @default - nothing listens: only {@link LocalCloud.client} and deployed functions reach the cloud
   */
  readonly port?: number;
  /**
   * Where chance comes from: on the virtual clock the same seed gives the same events.
   * @default - 'spillway' on the virtual clock, a new one each time on the real clock
   */
  readonly seed?: string;
  /** Twelve digits. @default '111122223333' */
  readonly account?: string;
  /** @default 'us-east-1' */
  readonly region?: string;
  /** Which accounts belong to one organization, for `aws:PrincipalOrgID` and its like. @default - none does */
  readonly organization?: Organization;
  /** What a denied request meets. @default 'strict' */
  readonly enforcement?: Enforcement;
  /** Faults to inject. @default - none */
  readonly faults?: readonly Fault[];
  /** Where virtual time begins, milliseconds since 1970. @default 2026-01-01T00:00:00Z */
  readonly startTime?: number;
  /**
   * How long, in real seconds, a function may keep the processor busy without waiting for anything, on the virtual
   * clock. One that takes longer meets its timeout.
   * @default - the function's own timeout, at least 10
   */
  readonly watchdogSeconds?: number;
  /** Functions that may run at once, each in a process of its own (some 80 MB). @default 10 */
  readonly maxEnvironments?: number;
  /**
   * Seconds from the end of a minute until CloudWatch has the values that SQS and Auto Scaling report of it. AWS reports
   * them each minute and does not say how late.
   * @default 60
   */
  readonly metricDelaySeconds?: number;
  /**
   * Seconds without metrics after the first activity of a queue that nobody touched for six hours. AWS: up to 15 minutes.
   * @default 900
   */
  readonly queueActivationSeconds?: number;
  /** Seconds from an EC2 instance's launch until it runs and boots. @default 10 on the virtual clock, 0 on the real one */
  readonly instanceLaunchSeconds?: number;
}

const usualPort = 4566;
const start2026 = Date.UTC(2026, 0, 1);

/** An SDK client's class. */
type ClientClass<Client> = new (configuration: never) => Client;

export interface ClientOptions {
  /** @default - the cloud's account */
  readonly account?: string;
  /** Name or ARN of a role whose permissions the client gets. @default - the account's administrator */
  readonly role?: string;
  readonly region?: string;
}

/** AWS in one Node process: deploys synthesized templates, speaks to unmodified SDK clients, enforces access policies. */
export class LocalCloud {
  static async start(options: LocalCloudOptions = {}): Promise<LocalCloud> {
    const cloud = new LocalCloud(options);
    try {
      if (options.port !== undefined) await cloud.endpoint.listen(options.port);
    } catch (error) {
      await cloud.stop();
      throw error;
    }
    return cloud;
  }

  readonly account: string;
  readonly region: string;
  readonly events: EventStream;
  readonly kernel: Kernel;
  readonly compute: Compute;
  readonly cloudFormation: CloudFormation;
  private readonly endpoint: Endpoint;
  private readonly sqs: SqsService;
  private readonly iam: ReturnType<typeof createIam>;
  private readonly ec2: ReturnType<typeof createEc2>;
  private readonly handler: InProcessHandler;
  private readonly dispatch: (request: WireRequest, origin: Origin) => Promise<WireResponse>;
  private stopped = false;

  private constructor(options: LocalCloudOptions) {
    // First, because it may throw: nothing is there yet that would have to go again.
    const memberships = new Memberships(options.organization);
    const mode = options.clock ?? 'real';
    this.account = options.account ?? '111122223333';
    this.region = options.region ?? 'us-east-1';
    const defaults = { account: this.account, region: this.region };

    const work = new Work(mode);
    const clock = mode === 'virtual' ? new VirtualClock(options.startTime ?? start2026, work) : new RealClock();
    const random = new Random(options.seed ?? (mode === 'virtual' ? 'spillway' : randomBytes(16).toString('hex')));
    this.events = new EventStream(() => clock.now());
    this.kernel = {
      clock,
      random,
      work,
      events: this.events,
      faults: new Faults(random, options.faults ?? [], ({ on, effect = 'error' }) =>
        this.events.emit('fault.struck', { on, effect }),
      ),
      assets: new Assets(),
      directory: mkdtempSync(join(tmpdir(), 'spillway-')),
    };

    this.endpoint = new Endpoint((request, exchange) => this.serve(request, exchange), usualPort);
    const url = () => this.endpoint.url;
    this.iam = createIam(this.kernel);
    const router = new ServiceRouter(
      this.kernel,
      this.iam.directory,
      options.enforcement ?? 'strict',
      url,
      memberships,
    );
    const dispatcher = new Dispatcher(router, this.iam.directory, defaults);
    this.compute = new Compute(this.kernel, {
      endpoint: url,
      accept: (connection) => this.endpoint.accept(connection),
      directory: this.iam.directory,
      watchdogSeconds: options.watchdogSeconds,
      maxEnvironments: options.maxEnvironments ?? 10,
    });
    const sqs = createSqs(this.kernel);
    this.sqs = sqs;
    this.ec2 = createEc2(this.kernel, router, {
      directory: this.iam.directory,
      roleOfProfile: this.iam.roleOfProfile,
      endpoint: () => (this.endpoint.listens ? this.endpoint.url : undefined),
      launchSeconds: options.instanceLaunchSeconds ?? (mode === 'virtual' ? 10 : 0),
    });
    const autoScaling = createAutoScaling(this.kernel, router, this.ec2.fleet);
    const events = createEvents(this.kernel, router);
    const { gateway, management, execution } = createApiGateway(this.kernel, router);
    for (const service of [
      sqs,
      this.iam,
      createS3(this.kernel, events.intake),
      events.service,
      createSts(this.kernel, this.iam.directory),
      createLogs(this.kernel, router),
      createKms(this.kernel),
      createSns(this.kernel, router),
      this.ec2,
      autoScaling,
      management,
      execution,
      createLambda(this.kernel, router, this.compute),
      createMonitoring(
        this.kernel,
        router,
        { queues: () => sqs.queues(), groups: () => autoScaling.groups() },
        [autoScaling.alarmTarget],
        metricTiming(options),
      ),
    ]) {
      router.add(service);
    }
    this.cloudFormation = createCloudFormation(this.kernel, router, defaults);
    router.add(createCloudFormationApi(this.kernel, this.cloudFormation));
    router.add(createTagging());
    const apiRequests = new ApiRequests(gateway, router, this.iam.directory);
    this.dispatch = (request, origin) => {
      const api = apiRequests.apiOf(request);
      return api === undefined ? dispatcher.handle(request, origin) : apiRequests.handle(request, api, origin);
    };
    this.handler = new InProcessHandler(
      (request, signal) => dispatcher.handle(request, { endpoint: url(), signal }),
      this.kernel.work,
    );
  }

  /** `http://127.0.0.1:PORT`: what `AWS_ENDPOINT_URL` is set to. */
  get url(): string {
    return this.endpoint.url;
  }

  /** Deploys a cloud assembly (a folder such as `cdk.out`). Rolls back and throws when a resource fails. */
  deploy(assembly: string, options: DeployOptions = {}): Promise<readonly StackResult[]> {
    return this.cloudFormation.deployAssembly(assembly, options);
  }

  /** An SDK client that reaches this cloud without a socket. */
  client<Client>(Class: ClientClass<Client>, options: ClientOptions = {}): Client {
    const account = options.account ?? this.account;
    const configuration = {
      region: options.region ?? this.region,
      endpoint: this.url,
      credentials: this.credentials(account, options.role),
      requestHandler: this.handler,
      forcePathStyle: true,
    };
    return new Class(configuration as never);
  }

  /** What can happen to EC2 instances from outside: the interruption of a Spot instance, and the failure of a host. */
  get instances(): InstanceFaults {
    return this.ec2.fleet;
  }

  /** Lets `duration` milliseconds pass on the virtual clock. */
  advance(duration: number): Promise<void> {
    return this.virtualClock('advance').advance(duration);
  }

  /** Runs on the virtual clock until only recurring timers and expiries are left. */
  settle(): Promise<void> {
    return this.virtualClock('settle').settle();
  }

  /** On the virtual clock: when something is due next, milliseconds since 1970; undefined when nothing ever is. */
  nextDue(): number | undefined {
    return this.virtualClock('nextDue').nextDue();
  }

  /** All queues with the messages in them, as they are at this moment. Looking costs no message a receive. */
  queues(): readonly QueueView[] {
    return this.sqs.views();
  }

  /** From now on these faults strike, and no others: `inject([])` ends all of them. */
  inject(faults: readonly Fault[]): void {
    this.kernel.faults.replace(faults);
  }

  /** The cloud's time, in milliseconds since 1970. */
  now(): number {
    return this.kernel.clock.now();
  }

  /** Ends every function, closes the endpoint and removes what was stored. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    if (this.kernel.clock instanceof RealClock) this.kernel.clock.stop();
    await this.compute.stop();
    await this.ec2.fleet.stop();
    await this.endpoint.close();
    rmSync(this.kernel.directory, { recursive: true, force: true });
  }

  private credentials(account: string, role: string | undefined) {
    if (role === undefined) return { accessKeyId: account, secretAccessKey: 'local' };
    const arn = role.startsWith('arn:') ? role : roleArn({ account, name: role });
    // Without the expiration: it is on the cloud's clock, and the SDK would compare it with this machine's.
    const { accessKeyId, secretAccessKey, sessionToken } = this.iam.directory.issueSession(arn, 'local', 12 * 3600);
    return { accessKeyId, secretAccessKey, sessionToken };
  }

  private virtualClock(operation: string): VirtualClock {
    const { clock } = this.kernel;
    if (clock instanceof VirtualClock) return clock;
    throw new Error(
      `${operation}() needs the virtual clock: start the cloud with LocalCloud.start({ clock: 'virtual' }). Real time passes by itself.`,
    );
  }

  /** A request from a socket or from a function's channel. */
  private serve(request: WireRequest, { connection, signal, answered }: Exchange): Promise<WireResponse> {
    const origin = { endpoint: this.endpoint.url, signal };
    if (!this.compute.owns(connection)) return this.dispatch(request, origin);
    return new Promise((resolve, reject) => {
      this.compute.admit(connection, {
        carryOut: (waits) => void this.dispatch(request, { ...origin, ...waits }).then(resolve, reject),
        answered: answered(),
      });
    });
  }
}
