import { secretsOfTask } from './index';

describe('secretsOfTask', () => {
  it('takes each text once', () => {
    expect(secretsOfTask(undefined)).toEqual([]);
    expect(
      secretsOfTask({
        A: 'canary-a\n',
        B: 'canary-a',
        C: '',
        D: { x: 1 } as any,
      }),
    ).toEqual([{ name: 'secrets.A', value: 'canary-a' }]);
  });
});
