import { CreateLaunchTemplateCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { LocalCloud } from '../../../local';

/** The service says its own process and the one that it has started. Then one of them hangs, another one is silent. */
const service = `
const { spawn } = require('node:child_process');
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
process.stdout.write('processes ' + process.pid + ' ' + child.pid + '\\n');
if (process.env.HANGS === 'yes') for (;;);
setInterval(() => {}, 1000);
`;

const userData = (hangs: string): string => {
  const unit = `[Service]\nExecStart=/usr/bin/node /opt/service.js\nEnvironment=HANGS=${hangs}\n`;
  const config = {
    write_files: [
      { path: '/opt/service.js', content: service },
      { path: '/etc/systemd/system/service.service', content: unit },
    ],
    runcmd: [['systemctl', 'enable', '--now', 'service']],
  };
  return Buffer.from(`#cloud-config\n${JSON.stringify(config)}`).toString('base64');
};

/** A local cloud with two instances, in a process of its own. With `end` as argument it ends as soon as both run. */
async function main(): Promise<void> {
  const cloud = await LocalCloud.start({ port: 0 });
  let said = 0;
  cloud.events.subscribe(({ type, text }) => {
    if (type !== 'ec2.output') return;
    process.stdout.write(String(text));
    said += 1;
    if (said === 2 && process.argv[2] === 'end') process.exit();
  });
  const ec2 = cloud.client(EC2Client);
  for (const hangs of ['yes', 'no']) {
    const LaunchTemplate = { LaunchTemplateName: `hangs-${hangs}` };
    const LaunchTemplateData = { ImageId: 'ami-12345678', UserData: userData(hangs) };
    await ec2.send(new CreateLaunchTemplateCommand({ ...LaunchTemplate, LaunchTemplateData }));
    await ec2.send(new RunInstancesCommand({ LaunchTemplate, MinCount: 1, MaxCount: 1 }));
  }
}

void main();
