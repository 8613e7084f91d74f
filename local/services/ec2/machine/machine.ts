import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Instance } from '../instance';
import { type CommandTargets, runCommand } from './commands';
import type { LogAgent } from './log-agent';
import type { MetadataServer } from './metadata-server';
import type { RootFolder } from './root-folder';
import type { ServiceProcess } from './service-process';
import { parseEnvironment, parseUnit, type ServiceUnit } from './unit-file';
import { parseUserData } from './user-data';

export interface MachineOptions {
  readonly instance: Instance;
  readonly root: RootFolder;
  readonly metadata: MetadataServer;
  readonly logAgent: LogAgent;
  /** Copies an object into a file of the instance, as its role. */
  readonly copyObject: CommandTargets['copyObject'];
  /** What a process gets beside what its unit says. */
  readonly variables: (metadataEndpoint: string) => Readonly<Record<string, string>>;
  readonly service: (
    options: Omit<ConstructorParameters<typeof ServiceProcess>[1], 'kernel' | 'guard'>,
    unit: ServiceUnit,
  ) => ServiceProcess;
  /** What a unit prints that names no file for it. */
  readonly journal: (unit: string, text: string) => void;
}

const CLOUD_INIT_OUTPUT = '/var/log/cloud-init-output.log';

/** A running instance: its folder, its metadata service and its services' processes. */
export class Machine {
  private readonly services = new Map<string, ServiceProcess>();
  private endpoint = '';
  private off = false;
  private booted: Promise<void> = Promise.resolve();

  constructor(private readonly options: MachineOptions) {}

  /** The processes that run now. */
  get pids(): readonly number[] {
    return [...this.services.values()].flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
  }

  boot(): void {
    this.booted = this.carryOutUserData().catch((error: unknown) => {
      this.note(`cloud-init: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  /** As when the instance is terminated: every service is asked to stop. */
  async shutDown(): Promise<void> {
    this.off = true;
    await Promise.all([...this.services.values()].map((service) => service.stop()));
    await this.end();
  }

  /** As when the power fails. */
  async powerOff(): Promise<void> {
    this.off = true;
    await Promise.all([...this.services.values()].map((service) => service.kill()));
    await this.end();
  }

  private async end(): Promise<void> {
    await this.booted;
    await this.options.logAgent.flush();
    this.options.metadata.close();
  }

  private async carryOutUserData(): Promise<void> {
    const { instance, root, metadata, copyObject, logAgent } = this.options;
    this.endpoint = await metadata.listen();
    const { files, commands } = parseUserData(instance.order.template.data.UserData);
    for (const file of files) root.write(file);
    const targets: CommandTargets = {
      root,
      copyObject,
      startUnit: (name) => this.startUnit(name),
      stopUnit: async (name) => this.services.get(name)?.stop(),
      configureLogAgent: (path) => logAgent.configure(root.at(path)),
    };
    for (const command of commands) {
      if (this.off) return;
      const text = typeof command === 'string' ? command : command.join(' ');
      try {
        if (!(await runCommand(command, targets))) this.note(`Not carried out on a local instance: ${text}`);
      } catch (error) {
        // cloud-init goes on with the next one.
        this.note(`Failed: ${text}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    this.note('Cloud-init finished.');
  }

  private startUnit(name: string): void {
    if (this.off) return;
    this.services.get(name)?.start();
    if (this.services.has(name)) return;
    const { root, variables, service, journal } = this.options;
    const unit = parseUnit(name, readFileSync(root.at(`/etc/systemd/system/${name}`), 'utf8'));
    const [program = '', ...args] = unit.command;
    if (!/^(?:\/usr(?:\/local)?\/bin\/)?node$/.test(program)) {
      throw new Error(`ExecStart must run node, got '${program}'. A local instance has no other programs.`);
    }
    const process = service(
      {
        command: globalThis.process.execPath,
        arguments: args.map((argument) => (argument.startsWith('/') ? root.at(argument) : argument)),
        workingDirectory: root.at(unit.workingDirectory ?? '/'),
        environment: {
          ...variables(this.endpoint),
          ...this.makeStateDirectories(unit),
          ...unit.environment,
          ...this.readFiles(unit.environmentFiles),
          // A fleet's own network has IPv6, and the SDKs refuse its names together with an endpoint of one's own.
          AWS_USE_DUALSTACK_ENDPOINT: 'false',
        },
        output: (text) => (unit.outputFile === undefined ? journal(name, text) : this.append(unit.outputFile, text)),
        note: (line) => this.note(line),
      },
      unit,
    );
    this.services.set(name, process);
    process.start();
  }

  private makeStateDirectories({ stateDirectories }: ServiceUnit): Readonly<Record<string, string>> {
    if (stateDirectories.length === 0) return {};
    const { root } = this.options;
    const folders = stateDirectories.map((name) => `/var/lib/${name}`);
    for (const folder of folders) root.makeFolder(folder);
    return { STATE_DIRECTORY: folders.map((folder) => root.at(folder)).join(':') };
  }

  /** A file whose name begins with `-` may be missing. */
  private readFiles(paths: readonly string[]): Readonly<Record<string, string>> {
    const { root } = this.options;
    return Object.assign(
      {},
      ...paths.map((path) => {
        const file = root.at(path.replace(/^-/, ''));
        if (path.startsWith('-') && !existsSync(file)) return {};
        return parseEnvironment(readFileSync(file, 'utf8'));
      }),
    );
  }

  private append(path: string, text: string): void {
    const { root, logAgent } = this.options;
    root.makeFolder(dirname(path));
    appendFileSync(root.at(path), text);
    logAgent.written(path, text);
  }

  private note(line: string): void {
    this.options.instance.console.note(line);
    this.append(CLOUD_INIT_OUTPUT, `${line}\n`);
  }
}
