import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Where a question is asked and answered. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
}

/**
 * Whether somebody typed `y` or `yes`. The end of the input is a no, and so is the signal: an input that is still read
 * would keep the process.
 */
export async function agreed(question: string, { input, output }: Terminal, signal: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input, signal });
  try {
    output.write(question);
    for await (const line of lines) return /^y(es)?$/i.test(line.trim());
    output.write('\n');
    return false;
  } finally {
    lines.close();
  }
}
