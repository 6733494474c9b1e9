import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  Permission,
  PolicyDecision,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import { GitServer, startGitServer } from 'git-server';
import { TaskResult } from '../__testUtils__/ScaffolderClient';
import { demoConfig } from '../__testUtils__/startBackend';
import { attachValues, vmValues } from '../__testUtils__/values';
import { attachedOnMain } from '../__testUtils__/whoMay/attachedOnMain';
import { commitToMain } from '../__testUtils__/whoMay/commitToMain';
import {
  Policy,
  startWithPolicy,
} from '../__testUtils__/whoMay/startWithPolicy';

jest.setTimeout(120_000);

const ATTACH = 'kubevirt.vlan.attach';
const CREATE = 'kubevirt.vm.create';
const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };
const { hasMetadata, isEntityOwner } = catalogConditions;

const onlyFor =
  (condition: any) =>
  (permission: Permission): PolicyDecision => {
    if (!isResourcePermission(permission, 'catalog-entity')) {
      throw new Error(`${permission.name} is not for a catalog entity`);
    }
    return createCatalogConditionalDecision(permission, condition);
  };
const only1085 = onlyFor(hasMetadata({ key: 'name', value: 'vlan-1085' }));
const only1090 = onlyFor(hasMetadata({ key: 'name', value: 'vlan-1090' }));
const owner = (...claims: string[]) => onlyFor(isEntityOwner({ claims }));

/** A policy that answers for one permission, and allows all others. */
const answers =
  (
    name: string,
    decision: PolicyDecision | ((permission: Permission) => PolicyDecision),
  ): Policy =>
  permission => {
    if (permission.name !== name) {
      return undefined;
    }
    return typeof decision === 'function' ? decision(permission) : decision;
  };

const attach = (vlanId: number) => ({ ...attachValues, vlanId });
const vm = (name: string, ...networks: object[]) => ({
  ...vmValues,
  name,
  networks,
});
const on = (vlanId: number) => ({ name: `nic-${vlanId}`, vlanId });
const BY_NAME = { name: 'nic', networkName: 'nad-1085' };

describe('the permissions of the plugin, asked of a real policy', () => {
  let server: GitServer;
  let started: Awaited<ReturnType<typeof startWithPolicy>>;

  beforeAll(async () => {
    server = await startGitServer();
    await commitToMain(server, attachedOnMain(1085));
    started = await startWithPolicy(
      demoConfig(server.url, { isRegistered: true }),
    );
  });
  afterAll(async () => {
    await started?.stop();
    await server?.close();
  });

  const run = async (policy: Policy, template: string, values: object) => {
    started.policy.answer = policy;
    started.policy.asked.splice(0);
    const before = await server.git('for-each-ref');
    const task = (await started.client.run(template, values)) as TaskResult;
    const hasWritten = (await server.git('for-each-ref')) !== before;
    return { ...task, hasWritten };
  };

  it('are listed for those who write policies', async () => {
    const { body } = await started.address.request(
      'scaffolder',
      '/.well-known/backstage/permissions/metadata',
    );
    for (const name of [ATTACH, CREATE]) {
      expect(body.permissions).toContainEqual({
        type: 'resource',
        name,
        attributes: { action: 'create' },
        resourceType: 'catalog-entity',
      });
    }
  });

  type Case = [string, Policy, string, object, string];

  it.each<Case>([
    [
      'DENY, to attach',
      answers(ATTACH, DENY),
      'attach-vlan',
      attach(1090),
      `${ATTACH} for VLAN 1090`,
    ],
    [
      'yes for VLAN 1085 only, to attach 1090',
      answers(ATTACH, only1085),
      'attach-vlan',
      attach(1090),
      `${ATTACH} for VLAN 1090`,
    ],
    [
      'yes for VLANs of the platform team only',
      answers(ATTACH, owner('group:default/platform')),
      'attach-vlan',
      attach(1090),
      `${ATTACH} for VLAN 1090`,
    ],
    [
      'yes for VLAN 1085 only, to attach one that is not in the catalog',
      answers(ATTACH, only1085),
      'attach-vlan',
      attach(2000),
      `${ATTACH} for VLAN 2000`,
    ],
    [
      'DENY, for a VM',
      answers(CREATE, DENY),
      'create-vm',
      vm('vm-a', on(1085)),
      `${CREATE} for VLAN 1085`,
    ],
    [
      'yes for VLAN 1090 only, for a VM on 1085',
      answers(CREATE, only1090),
      'create-vm',
      vm('vm-b', on(1085)),
      `${CREATE} for VLAN 1085`,
    ],
    [
      'yes for VLAN 1085 only, for a VM on it and on another',
      answers(CREATE, only1085),
      'create-vm',
      vm('vm-c', on(1085), on(1090)),
      `${CREATE} for VLAN 1090`,
    ],
    [
      'yes for some VLANs, for a VM that names none',
      answers(CREATE, only1085),
      'create-vm',
      vm('vm-d', BY_NAME),
      `${CREATE} without a VLAN`,
    ],
    [
      'DENY, for a VM that names none',
      answers(CREATE, DENY),
      'create-vm',
      vm('vm-e', BY_NAME),
      `${CREATE} without a VLAN`,
    ],
  ])('refuse, where it says %s', async (_what, policy, name, values, what) => {
    const { status, log, hasWritten } = await run(policy, name, values);
    expect(log).toContain(
      `The permission policy of Backstage does not give user:default/mock the permission ${what}; ask those who look after Backstage. Nothing was written`,
    );
    expect(status).toBe('failed');
    expect(hasWritten).toBe(false);
    expect(started.policy.asked).toContain(what.split(' ')[0]);
  });

  it.each<[string, Policy, string, object]>([
    ['ALLOW, to attach', answers(ATTACH, ALLOW), 'attach-vlan', attach(1090)],
    [
      'yes for VLAN 1085 only, to attach it for nested guests',
      answers(ATTACH, only1085),
      'attach-vlan',
      { ...attach(1085), mtu: 1400 },
    ],
    [
      'yes for VLANs of the network team',
      answers(ATTACH, owner('group:default/network')),
      'attach-vlan',
      { ...attach(1085), mtu: 1300 },
    ],
    [
      'DENY to attach, for a VM',
      answers(ATTACH, DENY),
      'create-vm',
      vm('vm-1', on(1085)),
    ],
    [
      'yes for VLAN 1085 only, for a VM on it',
      answers(CREATE, only1085),
      'create-vm',
      vm('vm-2', on(1085)),
    ],
    [
      'ALLOW, for a VM that names none',
      answers(CREATE, ALLOW),
      'create-vm',
      vm('vm-3', BY_NAME),
    ],
  ])('let through, where it says %s', async (_what, policy, name, values) => {
    const { status, log, hasWritten } = await run(policy, name, values);
    expect([status, log]).toEqual(['completed', expect.any(String)]);
    expect(hasWritten).toBe(true);
  });
});
