import type { Entity } from '@backstage/catalog-model';
import { parseVlanEntity } from './vlanEntity';
import { checkUnregisteredVlan, isUnregisteredVlan } from './unregisteredVlan';

const entity = (more: { metadata?: object; vlan?: object } = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    namespace: 'default',
    name: 'vlan-1200.unregistered.demo',
    ...more.metadata,
  },
  spec: {
    type: 'vlan',
    owner: 'group:default/network',
    vlan: { id: 1200, clusters: ['demo'], isRegistered: false, ...more.vlan },
  },
});

describe('a VLAN that is not registered', () => {
  it('differs from a registered one', () => {
    expect(isUnregisteredVlan(entity())).toBe(true);
    expect(isUnregisteredVlan({ spec: { vlan: { id: 1200 } } })).toBe(false);
    expect(isUnregisteredVlan({})).toBe(false);
    expect(() => checkUnregisteredVlan(entity())).not.toThrow();
  });

  it('entitles nobody', () => {
    expect(() => parseVlanEntity(entity())).toThrow(
      'Unknown input in spec.vlan: "isRegistered"',
    );
  });

  it.each<[string, Parameters<typeof entity>[0], string]>([
    [
      'the name of a registered VLAN',
      { metadata: { name: 'vlan-1200' } },
      'metadata.name: found "vlan-1200" (string), allowed: "vlan-1200.unregistered.demo"',
    ],
    [
      'the name of another VLAN',
      { vlan: { id: 1201 } },
      'allowed: "vlan-1201.unregistered.demo"',
    ],
    [
      'another namespace',
      { metadata: { namespace: 'demo' } },
      'metadata.namespace: found "demo"',
    ],
    ['isRegistered: true', { vlan: { isRegistered: true } }, 'allowed: false'],
    [
      'a list of who may use it',
      { vlan: { allowedNamespaces: ['demo'] } },
      'Unknown input in spec.vlan: "allowedNamespaces"',
    ],
    [
      'two clusters',
      { vlan: { clusters: ['demo', 'prod'] } },
      'allowed: a list of one cluster',
    ],
  ])('may not have %s', (_what, more, message) => {
    expect(() => checkUnregisteredVlan(entity(more))).toThrow(message);
  });
});
