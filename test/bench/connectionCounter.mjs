// A process of its own between clients and the API server: it counts connections and passes bytes on, TLS and all.
import { connect, createServer } from 'node:net';

const port = Number(process.argv[2]);
let connections = 0;
const server = createServer(client => {
  connections += 1;
  const upstream = connect(port, '127.0.0.1');
  client.pipe(upstream).pipe(client);
  client.on('error', () => upstream.destroy());
  upstream.on('error', () => client.destroy());
});
server.listen(0, '127.0.0.1', () =>
  process.send({ port: server.address().port }),
);
process.on('message', () => {
  process.send({ connections });
  connections = 0;
});
process.on('disconnect', () => process.exit());
