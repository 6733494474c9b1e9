import { vlanEntity } from '../__testUtils__/samples';
import { parsedVlan } from './parsedVlan';

const version = (etag: string | undefined, gateway = '10.6.85.1') =>
  vlanEntity(1085, {
    metadata: { uid: '1', etag },
    vlan: { subnet: '10.6.85.0/24', gateway },
  });

it('parses each version of an entity once', () => {
  const first = parsedVlan(version('a'));
  expect(first.vlan?.gateway).toBe('10.6.85.1');
  expect(parsedVlan(version('a'))).toBe(first);
  // An etag from the file does not change.
  expect(parsedVlan(version('a', '10.6.85.2')).vlan?.gateway).toBe('10.6.85.2');
  expect(parsedVlan(version('c', 'none'))).toEqual({
    error: expect.stringContaining('gateway: found "none"'),
  });
});
