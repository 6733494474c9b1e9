import { sampleUnregisteredVlan, sampleVlan } from '../../sample';
import { vlanIdOf, vlanLabel } from './vlanText';

describe('vlanLabel', () => {
  it.each([
    [sampleVlan, 'VLAN 1085 – 10.6.85.0/24 – Bare-metal provisioning (sample)'],
    [sampleUnregisteredVlan, 'VLAN 1200 – on demo, not registered (sample)'],
    [{ ...sampleUnregisteredVlan, title: 'VLAN 1200' }, 'VLAN 1200'],
    [{ ...sampleUnregisteredVlan, title: 'Storage' }, 'VLAN 1200 – Storage'],
  ])('%#', (vlan, label) => {
    expect(vlanLabel(vlan)).toBe(label);
  });
});

describe('vlanIdOf', () => {
  it.each([
    ['1', 1],
    ['4094', 4094],
    ['4095', undefined],
    ['0', undefined],
    ['', undefined],
    ['1e3', undefined],
    ['01', undefined],
    ['1.0', undefined],
    ['१०८५', undefined],
  ])('%p is %p', (text, id) => {
    expect(vlanIdOf(text)).toBe(id);
  });
});
