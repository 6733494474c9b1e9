/**
 * The checks of the KubeVirt VLAN plugin on the command line.
 *
 * @packageDocumentation
 */
import { main } from './main';

// Whoever reads may stop early (`| head`); that is no error of ours.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  now: () => new Date(),
  out: text => process.stdout.write(text),
  err: text => process.stderr.write(text),
}).then(code => {
  // Not exit(): what was written to a pipe may not be out yet.
  process.exitCode = code;
});
