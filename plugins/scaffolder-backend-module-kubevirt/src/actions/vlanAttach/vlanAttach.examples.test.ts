import { runExample } from '../../__testUtils__/examples';
import { createVlanAttachAction } from './vlanAttach';
import { examples } from './vlanAttach.examples';

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
