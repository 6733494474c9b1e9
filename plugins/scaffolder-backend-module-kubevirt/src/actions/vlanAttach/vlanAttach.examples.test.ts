import { runExample } from '../../__testUtils__/examples';
import { createVlanAttachAction } from './vlanAttach';
import { examples } from './vlanAttach.examples';

// Not a bound on speed: other suites run on the same two cores.
jest.setTimeout(60_000);

describe('the examples', () => {
  it.each(examples.map(({ description, example }) => [description, example]))(
    'run: %s',
    async (_description, example) => {
      const { named, id, outputs } = await runExample({
        createAction: createVlanAttachAction,
        example,
      });
      expect(named).toBe(id);
      expect(outputs.changes.map((change: any) => change.action)).toEqual([
        'created',
        'created',
      ]);
    },
  );
});
