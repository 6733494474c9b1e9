import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { Entity } from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';
import { VlanEntityProcessor } from './VlanEntityProcessor';

const vlan = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'vlan-1085' },
  spec: {
    type: 'vlan',
    owner: 'network',
    vlan: { id: 1085, allowedNamespaces: ['demo'] },
  },
};
const warn = jest.fn();
const processor = new VlanEntityProcessor({ logger: { warn } });

describe('VlanEntityProcessor', () => {
  it('returns a valid VLAN unchanged', async () => {
    await expect(processor.postProcessEntity(vlan)).resolves.toBe(vlan);
  });

  it.each<[string, Entity]>([
    ['a wrong id', { ...vlan, spec: { ...vlan.spec, vlan: { id: '1085' } } }],
    ['no block', { ...vlan, spec: { type: 'vlan', owner: 'network' } }],
    ['another spelling', { ...vlan, spec: { ...vlan.spec, type: ' VLAN' } }],
    ['another type', { ...vlan, spec: { ...vlan.spec, type: 'network' } }],
    ['another name', { ...vlan, metadata: { name: 'vlan-1086' } }],
    ['no spec.type', { ...vlan, spec: { vlan: vlan.spec.vlan } }],
  ])('refuses %s', async (_, entity) => {
    await expect(processor.postProcessEntity(entity)).rejects.toThrow(
      /^resource:default\/vlan-108[56] is not a valid VLAN: .+: found .+, allowed: /,
    );
  });

  it.each<[string, Entity]>([
    ['a Resource of another type', { ...vlan, spec: { type: 'database' } }],
    ['another kind', { ...vlan, kind: 'Component', spec: { type: 'vlan' } }],
    ['an entity without a spec', { ...vlan, spec: undefined }],
  ])('ignores %s', async (_, entity) => {
    await expect(processor.postProcessEntity(entity)).resolves.toBe(entity);
  });

  it('logs an error once, and again after it was corrected in between', async () => {
    warn.mockClear();
    const wrong = { ...vlan, spec: { ...vlan.spec, vlan: { id: 1085 } } };
    for (const entity of [wrong, wrong, vlan, wrong]) {
      await processor.postProcessEntity(entity).catch(() => {});
    }
    expect(warn.mock.calls).toEqual([
      [expect.stringContaining('spec.vlan.allowedNamespaces: found nothing')],
      [expect.stringContaining('spec.vlan.allowedNamespaces: found nothing')],
    ]);
  });

  it('accepts the VLANs of the demo', async () => {
    const file = join(
      __dirname,
      '../../../packages/backend/catalog/vlans.yaml',
    );
    const documents = parseAllDocuments(await fs.readFile(file, 'utf8'));
    expect(documents).toHaveLength(3);
    for (const document of documents) {
      const entity = document.toJS();
      await expect(processor.postProcessEntity(entity)).resolves.toBe(entity);
    }
  });

  it('accepts the example of the README', async () => {
    const text = await fs.readFile(join(__dirname, '../README.md'), 'utf8');
    const example = text
      .match(/```yaml\n[^]*?```/g)!
      .find(block => block.includes('kind: Resource\nmetadata:'))!
      .replace(/^```yaml\n|```$/g, '');
    const entity = parseAllDocuments(example)[0].toJS();
    await expect(processor.postProcessEntity(entity)).resolves.toBe(entity);
  });
});
