/**
 * The checks of the KubeVirt VLAN plugin on the command line.
 *
 * @packageDocumentation
 */
import { main } from './main';

// A reader may stop early (`| head`). That is no error.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  now: () => new Date(),
  out: text => process.stdout.write(text),
  err: text => process.stderr.write(text),
}).then(code => {
  // Not exit(), which may lose output that a pipe has not taken yet.
  process.exitCode = code;
});
