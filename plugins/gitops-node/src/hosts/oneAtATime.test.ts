import { setImmediate as turn } from 'node:timers/promises';
import { oneAtATime } from './oneAtATime';

describe('oneAtATime', () => {
  it('runs tasks of one key in order, other keys at the same time, and continues after a failure', async () => {
    const log: string[] = [];
    const work =
      (name: string, fails = false) =>
      async () => {
        log.push(`${name} begins`);
        await turn();
        log.push(`${name} ends`);
        if (fails) {
          throw new Error(name);
        }
        return name;
      };
    const results = await Promise.allSettled([
      oneAtATime('a', work('1', true)),
      oneAtATime('a', work('2')),
      oneAtATime('b', work('3')),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(log.indexOf('2 begins')).toBeGreaterThan(log.indexOf('1 ends'));
    expect(log.indexOf('3 begins')).toBeLessThan(log.indexOf('1 ends'));
  });
});
