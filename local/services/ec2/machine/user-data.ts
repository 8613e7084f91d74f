import { isRecord } from './is-record';

export interface WriteFile {
  readonly path: string;
  readonly content: string;
  /** In octal. @default 0644 */
  readonly permissions: string;
}

/** An argument vector, or a line for the shell. */
export type Command = readonly string[] | string;

export interface CloudConfig {
  readonly files: readonly WriteFile[];
  readonly commands: readonly Command[];
}

const UNDERSTOOD = ['write_files', 'runcmd'];

/**
 * "Run commands when you launch an EC2 instance with user data input": cloud-init's configuration, as far as a local
 * instance can carry it out. It is YAML, and what is read here is the part of YAML that is JSON.
 * @throws Error, for the console output, when it is something else
 */
export function parseUserData(base64: string | undefined): CloudConfig {
  const text = Buffer.from(base64 ?? '', 'base64').toString('utf8');
  if (text.trim() === '') return { files: [], commands: [] };
  const [first = '', ...rest] = text.split('\n');
  if (first.trim() !== '#cloud-config') {
    throw new Error(
      `User data must begin with '#cloud-config', got '${first.slice(0, 40)}'. A local instance runs no shell scripts. ` +
        `Write it as cloud-init's write_files and runcmd, in JSON.`,
    );
  }
  const config = parseJson(rest.join('\n'));
  const other = Object.keys(config).find((name) => !UNDERSTOOD.includes(name));
  if (other !== undefined) {
    throw new Error(
      `User data must have ${UNDERSTOOD.join(' and ')} only, got '${other}'. A local instance would leave it out silently.`,
    );
  }
  return { files: list(config['write_files']).map(writeFile), commands: list(config['runcmd']).map(command) };
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // Said below.
  }
  throw new Error(
    `User data must be JSON after '#cloud-config' (JSON is YAML), got '${text.slice(0, 40)}'. A local instance reads no other YAML.`,
  );
}

function writeFile(value: unknown): WriteFile {
  if (!isRecord(value) || typeof value['path'] !== 'string' || typeof value['content'] !== 'string') {
    throw new Error(`Each of write_files must have 'path' and 'content', got ${JSON.stringify(value)}.`);
  }
  return { path: value['path'], content: value['content'], permissions: String(value['permissions'] ?? '0644') };
}

function command(value: unknown): Command {
  return Array.isArray(value) ? value.map(String) : String(value);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
