const { LocalCloud } = require('../../dist/local');

LocalCloud.start({ port: 0 }).then((cloud) => process.stdout.write(`${cloud.url}\n`));
