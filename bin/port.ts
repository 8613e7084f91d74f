import { UsageError } from './usage-error';

export function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new UsageError(
      `'--port' must be a whole number from 0 to 65535, got '${text}'. TCP knows no other ports; 0 takes a free one.`,
    );
  }
  return port;
}
