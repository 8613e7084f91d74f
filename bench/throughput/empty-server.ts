import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// Answers nothing but 200: what Node's HTTP server costs by itself.
const server = createServer({ keepAliveTimeout: 60_000 }, (_request, response) => {
  response.sendDate = false;
  response.end();
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
