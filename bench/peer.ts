import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

export interface PeerProcess {
  /** What runs Node, and its first arguments. @default this process's Node */
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  /** Beside the variables of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether what it writes goes nowhere. */
  readonly quiet?: boolean;
}

/** A process beside this one that answers one message after the other. */
export class Peer {
  private settle: { resolve(answer: unknown): void; reject(error: Error): void } | undefined;
  private readonly child: ChildProcess;

  private constructor(
    file: string,
    execArgv: readonly string[],
    { command = [process.execPath], args = [], env, quiet }: PeerProcess,
  ) {
    const [execPath, ...before] = command;
    this.child = fork(join(__dirname, file), args, {
      execPath,
      execArgv: [...before, '--import', 'tsx', ...execArgv],
      env: { ...process.env, ...env },
      stdio: ['inherit', quiet === true ? 'ignore' : 'inherit', 'inherit', 'ipc'],
    });
    this.child.on('message', (answer) => this.settle?.resolve(answer));
    this.child.on('exit', (code) => this.settle?.reject(new Error(`${file} ended with exit code ${code}.`)));
  }

  /** @param file in this folder; the process says something when it is ready */
  static async start<Ready>(
    file: string,
    execArgv: readonly string[] = [],
    options: PeerProcess = {},
  ): Promise<{ readonly peer: Peer; readonly ready: Ready }> {
    const peer = new Peer(file, execArgv, options);
    return { peer, ready: await peer.answer<Ready>() };
  }

  ask<Answer>(message: object): Promise<Answer> {
    this.child.send(message);
    return this.answer<Answer>();
  }

  stop(): void {
    this.child.kill();
  }

  private answer<Answer>(): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve: (answer) => resolve(answer as Answer), reject };
    });
  }
}
