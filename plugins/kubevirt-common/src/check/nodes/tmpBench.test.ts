import { factsOf, findingsOn, policyOf } from './__testUtils__/nodes';
it('bench', () => {
  const ports = Array.from({ length: 450 }, (_, i) => ({ name: `p${i}` }));
  const sample = (n: number) => ({
    name: `w${n}`,
    interfaces: [
      { name: 'br-int', type: 'ovs-bridge', bridge: { port: ports } },
      ...ports.map(({ name }) => ({
        name,
        type: 'ovs-interface',
        controller: 'br-int',
      })),
    ],
  });
  const facts = factsOf(Array.from({ length: 200 }, (_, i) => sample(i)));
  const t = Date.now();
  const r = findingsOn(policyOf(), facts);
  process.stderr.write(`bench ${Date.now() - t} ms ${JSON.stringify(r)}\n`);
});
