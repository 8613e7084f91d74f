import type { FunctionSettings } from '../../../compute/function';

/** A function as the API describes it. What running it needs is in `settings`. */
export interface FunctionRecord {
  readonly settings: FunctionSettings;
  readonly runtime: string;
  readonly description: string;
  readonly architecture: string;
  readonly lastModified: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly reservedConcurrency: number | undefined;
  /** Base64 SHA-256 of what the code was taken from, as far as the local cloud knows it. */
  readonly codeSha256: string;
  readonly codeSize: number;
  readonly loggingFormat: 'Text' | 'JSON';
}
