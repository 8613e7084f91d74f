import { join } from 'node:path';
import type { LocalCloud } from '../../../local';
import { showDeployment } from '../../console/deployment';
import { showEndpoint } from '../../console/endpoint-help';
import { byteSize, count, heading, print } from '../../console/output';
import { untilStopped, withLocalCloud } from '../../local-session';
import { listObjects, readCatalogue } from './catalogue';
import { type Clients, connect } from './clients';
import { readDeadLetters } from './dead-letters';
import { settle, waitUntilDrained } from './drain';
import { type LocalFile, listFiles } from './folder';
import { readLog } from './function-log';
import { readOptions, type StartFlags, type StartOptions } from './options';
import { queueDepth } from './queue-depth';
import { type ReferenceApp, referenceApp, synthesize } from './reference-app';
import { showReport } from './report';
import { uploadAll } from './upload';
import { findMissing } from './verify';
import { writeCatalogue } from './write-catalogue';

// What a shell says of a program that Ctrl-C ended.
const interrupted = 130;

/** Takes a folder's files through the reference app on the local cloud. Returns the exit code. */
export function runStart(flags: StartFlags): Promise<number> {
  const startedAt = performance.now();
  const options = readOptions(flags);
  const files = listFiles(options.folder);
  return withLocalCloud({ clock: options.once ? 'virtual' : 'real', port: options.port }, async (cloud) => {
    const stopped = untilStopped();
    return Promise.race([
      run(cloud, files, options, startedAt, stopped),
      ...(options.once ? [stopped.then(() => interrupted)] : []),
    ]);
  });
}

async function run(
  cloud: LocalCloud,
  files: readonly LocalFile[],
  options: StartOptions,
  startedAt: number,
  stopped: Promise<void>,
): Promise<number> {
  const app = await deploy(cloud);
  const clients = connect(cloud);
  heading(
    `Uploading ${count(files.length, 'file')}, ${byteSize(files.reduce((sum, { bytes }) => sum + bytes, 0))}, from ${options.folder}`,
  );
  await uploadAll(clients.s3, app.uploads, files);
  if (options.once) {
    await settle(cloud, clients.sqs, app.queueUrl);
    return report(clients, app, files, options, startedAt);
  }
  showEndpoint(cloud, examples(app));
  print();
  await waitUntilDrained(clients.sqs, app.queueUrl, stopped);
  const exitCode = await report(clients, app, files, options, startedAt);
  print('\nThe queue is drained. Upload more, or look around with the lines above; Ctrl-C ends it.');
  await stopped;
  return exitCode;
}

async function deploy(cloud: LocalCloud): Promise<ReferenceApp> {
  heading('Synthesizing the reference app');
  const assembly = synthesize(join(cloud.kernel.directory, 'assembly'));
  heading('Deploying it into the local cloud');
  const done = showDeployment(cloud);
  try {
    return referenceApp(await cloud.deploy(assembly));
  } finally {
    done();
  }
}

/** Reads everything back through the SDK, shows it, and says whether every file is accounted for. */
async function report(
  { s3, sqs, logs }: Clients,
  app: ReferenceApp,
  files: readonly LocalFile[],
  { out, once }: StartOptions,
  startedAt: number,
): Promise<number> {
  const [queue, deadLetterQueue] = await Promise.all([
    queueDepth(sqs, app.queueUrl),
    queueDepth(sqs, app.deadLetterQueueUrl),
  ]);
  const documents = await readCatalogue(s3, app.catalogue);
  const letters = await readDeadLetters(sqs, app.deadLetterQueueUrl);
  const missing = await findMissing(files, documents, letters);
  const findings = {
    uploads: await listObjects(s3, app.uploads),
    catalogued: documents.length,
    letters,
    log: await readLog(logs, app.logGroup),
    queue,
    deadLetterQueue,
    missing,
  };
  showReport(findings, performance.now() - startedAt, once ? 'virtual' : 'real');
  if (out !== undefined) {
    writeCatalogue(out, documents);
    print(`\nThe catalogue is in ${out}, one JSON document a line.`);
  } else {
    print(
      '\nWhere to look next: --out FILE writes the catalogue, docs/architecture.md follows one message through the code.',
    );
  }
  return missing.length === 0 ? 0 : 1;
}

function examples(app: ReferenceApp): readonly string[] {
  return [
    'aws sqs list-queues',
    `aws sqs receive-message --queue-url ${app.deadLetterQueueUrl}`,
    `aws s3 cp README.md s3://${app.uploads}/`,
    `aws s3 ls --recursive s3://${app.catalogue}/`,
    `aws logs filter-log-events --log-group-name ${app.logGroup} --filter-pattern '{ $.outcome = "retry" }'`,
  ];
}
