import { dropEmpty } from './dropEmpty';
import { failureOf } from './failureOf';
import { stepsIn } from './stepsIn';
import { stepIds, withPreviews } from './withPreviews';

const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3' as const,
  kind: 'Template' as const,
  metadata: { name: 'x' },
  spec: {
    type: 'x',
    steps: [
      { action: 'kubevirt:vm:create' },
      { action: 'fetch:plain' },
      { id: 'at"tach', action: 'openshift:vlan:attach' },
    ],
    output: { text: 'x' },
  },
};

describe('withPreviews', () => {
  it('adds an output for the steps with our actions, and does not change the template', () => {
    const before = JSON.stringify(template);
    expect(withPreviews(template).spec.output).toEqual({
      text: 'x',
      'kubevirtPreview.step-1': '${{ steps["step-1"].output.preview }}',
      'kubevirtPreview.at"tach': '${{ steps["at\\"tach"].output.preview }}',
    });
    expect(stepIds(template)).toEqual(['step-1', 'at"tach']);
    expect(JSON.stringify(template)).toBe(before);
  });
});

describe('dropEmpty', () => {
  it('removes empty answers at any depth', () => {
    expect(
      dropEmpty({
        name: 'web-1',
        reason: '',
        mtu: null,
        macspoofchk: false,
        cpu: 0,
        networks: [{ name: 'a', address: '' }, ''],
      }),
    ).toEqual({
      name: 'web-1',
      macspoofchk: false,
      cpu: 0,
      networks: [{ name: 'a' }, ''],
    });
  });
});

describe('failureOf', () => {
  it.each([
    [
      400,
      '{"errors":[{"stack":"instance.networks[0].name is required"}]}',
      'The answers are not valid: networks[0].name is required',
    ],
    [400, '{"errors":[7]}', 'The answers are not valid: a field is not valid'],
    [403, '{"error":{"name":"NotAllowedError","message":"no"}}', 'no'],
    [502, '<html>', 'The scaffolder answered 502'],
    [500, '{"error":{"message":""}}', 'The scaffolder answered 500'],
  ])('of %s %s', (status, body, failure) => {
    expect(failureOf(status, body)).toBe(failure);
  });

  it('is cut to a length that a page can show', () => {
    const body = JSON.stringify({ error: { message: 'x'.repeat(9000) } });
    expect(failureOf(500, body)).toHaveLength(4001);
  });
});

describe('stepsIn', () => {
  it('ignores outputs that are no previews', () => {
    const output = {
      'kubevirtPreview.a': '',
      'kubevirtPreview.b': { changes: [] },
      'kubevirtPreview.c': 7,
    };
    expect(stepsIn({ output }, ['a', 'b', 'c', 'd'])).toEqual([]);
    expect(stepsIn(undefined, ['a'])).toEqual([]);
  });
});
