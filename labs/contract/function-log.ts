import type { ConsumerProblem } from './consumers';
import { Ledger } from './ledger';
import type { Scene } from './scene';

interface LogLine {
  /** Seconds since the story began. */
  readonly at: number;
  readonly text: string;
}

/** What the stack's only Lambda function printed, and what Lambda says of its runs. */
export class FunctionLog {
  constructor(private readonly lines: readonly LogLine[]) {}

  /** When runs began. */
  get runs(): readonly number[] {
    return this.lines.filter(({ text }) => text.startsWith('START RequestId')).map(({ at }) => at);
  }

  /** The runs that ended in an error or at the function's timeout. */
  get problems(): readonly ConsumerProblem[] {
    return this.lines.flatMap(({ at, text }) => {
      const [, error, timeout] = /"errorMessage":"([^"]*)"|(Task timed out after [\d.]+ seconds)/.exec(text) ?? [];
      const message = error ?? timeout;
      return message === undefined ? [] : [{ at, message }];
    });
  }

  /** What the handler says that it did, in lines such as `shipped order 4`. */
  done(verb: string): Ledger {
    const ledger = new Ledger();
    for (const { at, text } of this.lines) {
      const item = new RegExp(`\\b${verb} (\\w+ \\d+)`).exec(text)?.[1];
      if (item !== undefined) ledger.write(item, at);
    }
    return ledger;
  }
}

/** Reads the log of the stack's function to its end. @throws LabError when the stack has no function */
export async function readFunctionLog(scene: Scene): Promise<FunctionLog> {
  // Loaded when a lab needs them: who asks for the list of labs would wait for it.
  const { GetFunctionConfigurationCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  const { CloudWatchLogsClient, paginateFilterLogEvents } = await import('@aws-sdk/client-cloudwatch-logs');
  const { LoggingConfig } = await scene
    .client(LambdaClient)
    .send(new GetFunctionConfigurationCommand({ FunctionName: scene.physicalId('AWS::Lambda::Function') }));
  const client = scene.client(CloudWatchLogsClient);
  const lines: LogLine[] = [];
  try {
    for await (const { events = [] } of paginateFilterLogEvents(
      { client },
      { logGroupName: LoggingConfig?.LogGroup },
    )) {
      for (const { timestamp = scene.began, message = '' } of events)
        lines.push({ at: (timestamp - scene.began) / 1_000, text: message.trim() });
    }
  } catch (error) {
    // Lambda makes a log group at the first run, unless the stack did.
    if (!(error instanceof Error && error.name === 'ResourceNotFoundException')) throw error;
  }
  return new FunctionLog(lines);
}
