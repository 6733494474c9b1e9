import { VM_API_VERSION, VM_KIND } from '../constants';
import { formatFinding } from './finding';
import { check } from './check';
import { ExtraCheck } from './ExtraCheck';
import { ExtraChecks } from './ExtraChecks';
import { live, network, vm } from './__testUtils__/cluster';
import { site } from '../__testUtils__/samples';

const VM = { apiVersion: VM_API_VERSION, kind: VM_KIND };

/** The example: VMs of a site need a cost centre. */
const costCentre: ExtraCheck = {
  id: 'cost-centre',
  kinds: [VM],
  check({ object, report }) {
    if (!object.metadata.labels?.['example.com/cost-centre']) {
      report({
        level: 'error',
        code: 'missing',
        field: 'metadata.labels["example.com/cost-centre"]',
        message: 'found nothing, allowed: the number of a cost centre',
      });
    }
  },
};

const withChecks = (...checks: ExtraCheck[]) => {
  const extraChecks = new ExtraChecks();
  checks.forEach(one => extraChecks.add(one));
  return { extraChecks };
};
const facts = { cluster: 'demo', live: live({}) };
const extraFindings = (objects = [vm()], ...checks: ExtraCheck[]) =>
  check(objects, facts, site, withChecks(...checks))
    .filter(({ code }) => code.includes('/'))
    .map(finding => `${finding.level} ${formatFinding(finding)}`);
const failing = (run: ExtraCheck['check']) => ({ ...costCentre, check: run });

describe('an extra check', () => {
  it('adds findings with its id in the code', () => {
    expect(extraFindings([vm()], costCentre)).toEqual([
      'error cost-centre/missing VirtualMachine/demo/web-1 metadata.labels["example.com/cost-centre"]: found nothing, allowed: the number of a cost centre',
    ]);
  });

  it('leaves the findings of the built-in checks unchanged', () => {
    const builtIn = check([vm()], facts, site);
    const all = check([vm()], facts, site, withChecks(costCentre));
    expect(all.filter(({ code }) => !code.includes('/'))).toEqual(builtIn);
  });

  it('looks only at objects of its kinds', () => {
    expect(extraFindings([network()], costCentre)).toEqual([]);
  });

  it('does not look at an object that is too large', () => {
    const large = { ...vm(), spec: { x: 'x'.repeat(500_000) } };
    expect(extraFindings([large], costCentre)).toEqual([]);
  });

  it('can not change what the other checks and the caller read', () => {
    const given = {
      manifests: [vm()],
      facts: { cluster: 'demo', live: live({}) },
      removals: [],
      site: structuredClone(site),
    };
    const before = structuredClone(given);
    const attempts: Array<(context: any) => void> = [
      ({ object }) => Object.assign(object.metadata, { name: 'x' }),
      ({ manifests }) => manifests.pop(),
      ({ facts: read }) => Object.assign(read, { cluster: 'x' }),
      ({ need }) => need('nodes', 'nodes').objects.pop(),
      ({ removals }) => removals.push({}),
      ({ site: known }) => Object.assign(known.clusters, { x: {} }),
    ];
    const outcomes: string[] = [];
    const careless = failing(context =>
      attempts.forEach(attempt => {
        try {
          attempt(context);
          outcomes.push('changed');
        } catch (error) {
          outcomes.push((error as Error).name);
        }
      }),
    );
    check(given.manifests, given.facts, given.site, {
      removals: given.removals,
      ...withChecks(careless),
    });
    expect(outcomes).toEqual(attempts.map(() => 'TypeError'));
    expect(given).toEqual(before);
    expect(Object.isFrozen(given.manifests)).toBe(false);
  });

  it('reads everything that it is given', () => {
    class Namer {
      nameOf = (id: number) => `${this.prefix}-${id}`;
      constructor(readonly prefix: string) {}
    }
    const odd = JSON.parse('{"__proto__": {"a": [1, null, "b"]}}');
    const given = {
      object: { ...vm(), odd },
      manifests: [{ ...vm(), odd }],
      facts: { cluster: 'demo', live: live({}) },
      site: { ...site, other: new Namer('berlin') },
    };
    let read: any;
    const reading = failing(context => {
      read = context;
    });
    const { manifests, site: known } = given;
    check(manifests, given.facts, known, withChecks(reading));
    expect(read).toMatchObject(given);
    expect(JSON.stringify(read.object)).toBe(JSON.stringify(given.object));
    expect(read.site.other.nameOf(7)).toBe('berlin-7');
  });

  it('reports facts that it needs and that are missing', () => {
    const needy = failing(({ need }) => {
      need('nodes', 'whether a node has a GPU');
    });
    const nothing = { cluster: 'demo' };
    expect(
      check([vm()], nothing, site, withChecks(needy)).map(formatFinding),
    ).toContainEqual(expect.stringContaining('whether a node has a GPU'));
  });

  it.each<[string, ExtraCheck['check'], string]>([
    [
      'throws',
      () => {
        throw new Error('no such field');
      },
      'no such field',
    ],
    [
      'throws what is not an error',
      () => {
        const nothing = undefined;
        throw nothing;
      },
      'no error',
    ],
    [
      'is asynchronous',
      async () => {
        throw new Error('later');
      },
      'it returned a value, so it may not be finished',
    ],
    [
      'reports an invalid code',
      ({ report }) =>
        report({ level: 'error', code: 'a/b', field: '', message: '' }),
      'it reported the finding "a/b", which is not valid',
    ],
    [
      'reports an unknown level',
      ({ report }) =>
        report({ level: 'info' as 'error', code: 'a', field: '', message: '' }),
      'it reported the finding "a", which is not valid',
    ],
  ])('becomes an error finding if it %s', (_what, run, reason) => {
    const [finding, ...others] = extraFindings([vm()], failing(run));
    expect(others).toEqual([]);
    expect(finding).toContain(
      `error cost-centre/check-failed VirtualMachine/demo/web-1 metadata.name: not checked: the check "cost-centre" failed: ${reason}`,
    );
  });

  it('does not keep other checks from running when it fails', () => {
    const broken = failing(() => {
      throw new Error('broken');
    });
    expect(
      extraFindings([vm()], broken, { ...costCentre, id: 'other' }),
    ).toEqual([
      expect.stringContaining('cost-centre/check-failed'),
      expect.stringContaining('other/missing'),
    ]);
  });

  it.each<[string, ExtraCheck[], string]>([
    [
      'an invalid id',
      [{ ...costCentre, id: 'Cost/centre' }],
      'Check id: found "Cost/centre", allowed: a DNS label',
    ],
    [
      'an id that is taken',
      [costCentre, costCentre],
      'Check id: found "cost-centre" a second time, allowed: one check for an id',
    ],
    [
      'a kind that the checks do not know',
      [{ ...costCentre, kinds: [VM, { apiVersion: 'v1', kind: 'Secret' }] }],
      'Kinds of the check "cost-centre": found "v1/Secret", allowed: one or more of nmstate.io/v1/',
    ],
    [
      'no kinds',
      [{ ...costCentre, kinds: [] }],
      'Kinds of the check "cost-centre": found none, allowed: one or more of',
    ],
  ])('is refused with %s', (_what, checks, message) => {
    expect(() => withChecks(...checks)).toThrow(message);
  });
});
