export interface AwsErrorOptions {
  /** HTTP status. @default 400 */
  readonly status?: number;
  /** The code of the older query protocol, where it differs (SQS). @default the code itself */
  readonly queryCode?: string;
  /** Further members of the error, for example S3's `BucketName`. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** An error as AWS answers it: its own code, message, type and HTTP status. */
export class AwsError extends Error {
  readonly status: number;
  readonly queryCode: string;
  readonly fields: Readonly<Record<string, string>>;

  constructor(
    /** For example `QueueDoesNotExist` or `NoSuchBucket`. */
    readonly code: string,
    message: string,
    options: AwsErrorOptions = {},
  ) {
    super(message);
    this.name = code;
    this.status = options.status ?? 400;
    this.queryCode = options.queryCode ?? code;
    this.fields = options.fields ?? {};
  }

  /** Who is to blame, in AWS's words. */
  get type(): 'Sender' | 'Receiver' {
    return this.status < 500 ? 'Sender' : 'Receiver';
  }
}
