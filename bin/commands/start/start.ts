import { join } from 'node:path';
import type { LocalCloud } from '../../../local';
import { showDeployment } from '../../console/deployment';
import { showEndpoint } from '../../console/endpoint-help';
import { byteSize, count, heading, print } from '../../console/output';
import { Interrupted, Interruption } from '../../interruption';
import { withLocalCloud } from '../../local-session';
import { type Clients, connect } from './clients';
import { settle, waitUntilDrained } from './drain';
import { readFindings } from './findings';
import type { LocalFile } from './folder';
import type { StartOptions } from './options';
import { type ReferenceApp, referenceApp, synthesize } from './reference-app';
import { showReport } from './report';
import { uploadAll } from './upload';
import { writeCatalogue } from './write-catalogue';

interface Job {
  readonly cloud: LocalCloud;
  readonly files: readonly LocalFile[];
  readonly options: StartOptions;
  readonly interruption: Interruption;
  /** As `performance.now()` counts. */
  readonly startedAt: number;
}

interface Deployed {
  readonly app: ReferenceApp;
  readonly clients: Clients;
}

/** Takes a folder's files through the reference app on the local cloud. Returns the exit code. */
export function runStart(options: StartOptions, files: readonly LocalFile[]): Promise<number> {
  const startedAt = performance.now();
  const interruption = new Interruption();
  return withLocalCloud({ clock: options.once ? 'virtual' : 'real', port: options.port }, async (cloud) => {
    const job = { cloud, files, options, interruption, startedAt };
    const app = await deploy(job);
    const deployed = { app, clients: connect(cloud) };
    await interruption.race(upload(job, deployed));
    return options.once ? interruption.race(runOnce(job, deployed)) : stayUp(job, deployed);
  });
}

async function deploy({ cloud, interruption }: Job): Promise<ReferenceApp> {
  heading('Synthesizing the reference app');
  const assembly = join(cloud.kernel.directory, 'assembly');
  await synthesize('app.ts', assembly, interruption.signal);
  heading('Deploying it into the local cloud');
  const done = showDeployment(cloud);
  try {
    return referenceApp(await interruption.race(cloud.deploy(assembly)));
  } finally {
    done();
  }
}

async function upload({ files, options }: Job, { app, clients }: Deployed): Promise<void> {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  heading(`Uploading ${count(files.length, 'file')}, ${byteSize(bytes)}, from ${options.folder}`);
  await uploadAll(clients.s3, app.uploads, files);
}

async function runOnce(job: Job, deployed: Deployed): Promise<number> {
  await settle(job.cloud, deployed.clients.sqs, deployed.app.queueUrl, job.files.length);
  return report(job, deployed);
}

/** Until Ctrl-C, which is how it is meant to end. */
async function stayUp(job: Job, deployed: Deployed): Promise<number> {
  const { cloud, files, interruption } = job;
  const { app, clients } = deployed;
  showEndpoint(cloud, examples(app));
  print();
  try {
    await interruption.race(waitUntilDrained(clients.sqs, app.queueUrl, files.length));
    const exitCode = await interruption.race(report(job, deployed));
    print('\nThe queue is drained. Upload more, or look around with the lines above; Ctrl-C ends it.');
    await interruption.race(new Promise<never>(() => {}));
    return exitCode;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    return 0;
  }
}

/** Reads everything back through the SDK, shows it, and says whether every file is accounted for. */
async function report({ files, options, startedAt }: Job, { app, clients }: Deployed): Promise<number> {
  const findings = await readFindings(clients, app, files);
  showReport(findings, options.once ? 'virtual' : 'real', performance.now() - startedAt);
  if (options.out === undefined) {
    print('\nWhere to look next: --out FILE writes the catalogue,');
    print('docs/architecture.md follows one message through the code.');
  } else {
    writeCatalogue(options.out, findings.documents);
    print(`\nThe catalogue is in ${options.out}, one JSON document a line.`);
  }
  return findings.missing.length === 0 ? 0 : 1;
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
