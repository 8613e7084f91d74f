import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionError, InvokeMessage, RuntimeSettings } from '../messages';

type Callback = (error?: unknown, result?: unknown) => void;
export type Handler = (event: unknown, context: object, callback: Callback) => unknown;

/** A function that cannot be loaded, in the words of AWS's own runtime. */
class LoadError extends Error {
  constructor(
    override readonly name: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Loads `file.export` from the function's code as AWS's Node.js runtime does. */
export async function loadHandler({ codeDirectory, handler }: RuntimeSettings): Promise<Handler> {
  const match = /^(.*?)\.([^./]+)$/.exec(handler);
  if (match === null)
    throw new LoadError('Runtime.MalformedHandlerName', `Bad handler: ${handler}. It must be <file>.<export>.`);
  const [, module = '', exported = ''] = match;
  const file = ['.js', '.mjs', '.cjs'].map((extension) => join(codeDirectory, module + extension)).find(existsSync);
  if (file === undefined) throw new LoadError('Runtime.ImportModuleError', `Error: Cannot find module '${module}'`);
  let loaded: Record<string, unknown>;
  try {
    loaded = isEsModule(file, codeDirectory) ? await import(pathToFileURL(file).href) : require(file);
  } catch (error) {
    const name = error instanceof SyntaxError ? 'Runtime.UserCodeSyntaxError' : 'Runtime.ImportModuleError';
    throw error instanceof Error && 'code' in error
      ? new LoadError(name, `Error: ${error.message}${whereToGet(error.message)}`, { cause: error })
      : error;
  }
  const found = loaded[exported] ?? (loaded['default'] as Record<string, unknown> | undefined)?.[exported];
  if (typeof found !== 'function') {
    throw new LoadError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  }
  return found as Handler;
}

/** AWS's runtime brings the SDK; the published package of the local cloud does not. */
function whereToGet(message: string): string {
  const supplied = /^Cannot find (?:module|package) '(@(?:aws-sdk|smithy)\/[^'/]+)/.exec(message)?.[1];
  if (supplied === undefined) return '';
  return `\nOn AWS the runtime supplies ${supplied}. The local cloud takes it from your project: run 'npm install --save-dev ${supplied}'.`;
}

function isEsModule(file: string, directory: string): boolean {
  if (file.endsWith('.mjs')) return true;
  if (file.endsWith('.cjs')) return false;
  const manifest = join(directory, 'package.json');
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
}

export function invocationContext(message: InvokeMessage, settings: RuntimeSettings, now: () => number): object {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: settings.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: message.functionArn,
    memoryLimitInMB: String(settings.memorySize),
    awsRequestId: message.requestId,
    logGroupName: settings.logGroup,
    logStreamName: settings.logStream,
    getRemainingTimeInMillis: () => Math.max(0, message.deadline - now()),
  };
}

/** Runs a handler that is async, or takes a callback, or returns at once. */
export function run(handler: Handler, event: unknown, context: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callback: Callback = (error, result) => (error ? reject(error) : resolve(result));
    const returned = handler(event, context, callback);
    if (returned instanceof Promise) returned.then(resolve, reject);
    else if (handler.length < 3) resolve(returned);
  });
}

export function describeError(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}
