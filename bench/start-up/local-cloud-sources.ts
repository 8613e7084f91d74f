import { LocalCloud } from '../../local';

void LocalCloud.start({ port: 0 }).then((cloud) => process.stdout.write(`${cloud.url}\n`));
