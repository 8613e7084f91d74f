import { CreateLaunchTemplateCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { LocalCloud } from '../../../local';
import { runs } from './runs';

let cloud: LocalCloud;

beforeEach(async () => {
  cloud = await LocalCloud.start({ port: 0 });
});
afterEach(() => cloud.stop());

/** What the service of an instance prints, until it has printed this. */
async function printed(service: string, unit: readonly string[], last: string): Promise<string> {
  const config = {
    write_files: [
      { path: '/opt/service.js', content: service },
      {
        path: '/etc/systemd/system/service.service',
        content: ['[Service]', 'ExecStart=/usr/bin/node /opt/service.js', ...unit].join('\n'),
      },
    ],
    runcmd: [['systemctl', 'enable', '--now', 'service']],
  };
  const UserData = Buffer.from(`#cloud-config\n${JSON.stringify(config)}`).toString('base64');
  const LaunchTemplate = { LaunchTemplateName: 'template' };
  const ec2 = cloud.client(EC2Client);
  const LaunchTemplateData = { ImageId: 'ami-12345678', UserData };
  await ec2.send(new CreateLaunchTemplateCommand({ ...LaunchTemplate, LaunchTemplateData }));
  let text = '';
  const complete = new Promise<void>((resolve) => {
    cloud.events.subscribe((event) => {
      if (event.type === 'ec2.output') text += event['text'];
      if (text.includes(last)) resolve();
    });
  });
  await ec2.send(new RunInstancesCommand({ LaunchTemplate, MinCount: 1, MaxCount: 1 }));
  await complete;
  return text;
}

test('a service that is killed is started again, and finds what it has left in its state directory', async () => {
  const service = `
    const { appendFileSync, readFileSync } = require('node:fs');
    const note = process.env.STATE_DIRECTORY + '/note';
    appendFileSync(note, 'x');
    process.stdout.write('start ' + readFileSync(note, 'utf8') + '.');
    if (readFileSync(note, 'utf8') === 'x') process.kill(process.pid, 'SIGKILL');
    setInterval(() => {}, 1000);`;
  const unit = ['StateDirectory=worker', 'Restart=on-failure', 'RestartSec=100ms'];
  expect(await printed(service, unit, 'xx.')).toBe('start x.start xx.');
}, 60_000);

test('what a service has started ends with it, and no longer holds its output', async () => {
  const service = `
    const { appendFileSync, readFileSync } = require('node:fs');
    const { spawn } = require('node:child_process');
    const note = process.env.STATE_DIRECTORY + '/note';
    appendFileSync(note, 'x');
    if (readFileSync(note, 'utf8') === 'x') {
      const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      process.stdout.write(other.pid + ' ');
      process.exit(1);
    }
    process.stdout.write('again.');
    setInterval(() => {}, 1000);`;
  const unit = ['StateDirectory=worker', 'Restart=on-failure', 'RestartSec=100ms'];
  const [pid] = (await printed(service, unit, 'again.')).split(' ');
  expect(runs(Number(pid))).toBe(false);
}, 60_000);
