/** A systemd service, as far as a local instance runs it. */
export interface ServiceUnit {
  readonly name: string;
  readonly command: readonly string[];
  readonly workingDirectory: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly environmentFiles: readonly string[];
  /** Names of folders in `/var/lib` that are the service's own. */
  readonly stateDirectories: readonly string[];
  readonly restart: 'no' | 'always' | 'on-failure' | 'on-success';
  /** Seconds. */
  readonly restartSeconds: number;
  readonly killSignal: NodeJS.Signals;
  /** Seconds. */
  readonly stopSeconds: number;
  /** The file that `append:` names; undefined for the journal. */
  readonly outputFile: string | undefined;
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGKILL', 'SIGUSR1', 'SIGUSR2'];
const RESTARTS = ['no', 'always', 'on-failure', 'on-success'] as const;

/** systemd.service(5) and systemd.exec(5). Sandboxing has no effect here: nothing separates users on this machine. */
export function parseUnit(name: string, text: string): ServiceUnit {
  const settings = sectionOf(text, 'Service');
  const last = (key: string) => settings.get(key)?.at(-1);
  const command = words(last('ExecStart') ?? '');
  if (command.length === 0) throw new Error(`The unit ${name} must have ExecStart. It is what the service runs.`);
  const output = last('StandardOutput');
  return {
    name,
    command,
    workingDirectory: last('WorkingDirectory'),
    environment: assignments(words((settings.get('Environment') ?? []).join(' '))),
    environmentFiles: settings.get('EnvironmentFile') ?? [],
    stateDirectories: words((settings.get('StateDirectory') ?? []).join(' ')),
    restart: RESTARTS.find((known) => known === last('Restart')) ?? 'no',
    restartSeconds: seconds(last('RestartSec')) ?? 0.1,
    killSignal: SIGNALS.find((known) => known === last('KillSignal')) ?? 'SIGTERM',
    stopSeconds: seconds(last('TimeoutStopSec')) ?? 90,
    outputFile: output?.startsWith('append:') ? output.slice('append:'.length) : undefined,
  };
}

/** An environment file: `NAME=value` lines, the value in quotes or not. */
export function parseEnvironment(text: string): Readonly<Record<string, string>> {
  const lines = text.split('\n').filter((line) => /^\s*\w+=/.test(line));
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at).trim(), unquoted(line.slice(at + 1).trim())];
    }),
  );
}

function sectionOf(text: string, section: string): ReadonlyMap<string, readonly string[]> {
  const settings = new Map<string, string[]>();
  let current = '';
  for (const line of text.replace(/\\\n/g, ' ').split('\n')) {
    const header = /^\[(.+)\]$/.exec(line.trim());
    if (header !== null) current = header[1] ?? '';
    const at = line.indexOf('=');
    if (current !== section || at < 0 || /^\s*[#;]/.test(line)) continue;
    const key = line.slice(0, at).trim();
    settings.set(key, [...(settings.get(key) ?? []), line.slice(at + 1).trim()]);
  }
  return settings;
}

function words(line: string): readonly string[] {
  return (line.match(/"(?:\\.|[^"\\])*"|'[^']*'|\S+/g) ?? []).map(unquoted);
}

function unquoted(value: string): string {
  if (/^".*"$/s.test(value)) return value.slice(1, -1).replace(/\\(.)/g, '$1');
  return /^'.*'$/s.test(value) ? value.slice(1, -1) : value;
}

function assignments(list: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(list.map((item) => [item.slice(0, item.indexOf('=')), item.slice(item.indexOf('=') + 1)]));
}

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, min: 60, h: 3600 };

function seconds(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (value === 'infinity') return 24 * 3600;
  const match = /^([\d.]+)\s*(ms|s|min|h)?$/.exec(value);
  return match === null ? undefined : Number(match[1]) * (UNITS[match[2] ?? 's'] ?? 1);
}
