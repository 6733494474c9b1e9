import { Facts } from '../model/facts';
import { Finding } from './finding';
import { KubeObject, formatObject } from '../model/kubeObject';
import { withoutRemoved } from '../manifests/removals';
import { Removal } from '../model/removal';
import { Site } from '../model/site';
import { sizeProblem } from '../model/sizeProblem';
import { checkClaims } from './checkClaims';
import { checkExisting } from './checkExisting';
import { checkNetwork } from './checkNetwork';
import { checkNetworkClaims } from './checkNetworkClaims';
import { checkPolicy } from './checkPolicy';
import { checkVirtualMachine } from './checkVirtualMachine';
import { ExtraChecks } from './ExtraChecks';
import { CHECKED_KINDS, kindOf } from './kinds';
import { LiveReader } from './liveFacts';
import { CheckContext } from './CheckContext';
import { frozenCopy } from './frozenCopy';
import { checkPolicyOnNodes } from './nodes';
import { checkRemovals } from './checkRemovals';
import { checkRemovedOwner } from './checkRemovedOwner';

/** Some checks take time that grows with the square of the size of an object. */
const LIMITS = {
  depth: 24,
  parts: 2500,
  longest: 100_000,
  characters: 400_000,
};

const [POLICY, NETWORK, VM] = CHECKED_KINDS;

const CHECKS: Record<string, (context: CheckContext) => void> = {
  [POLICY]: context => {
    checkPolicy(context);
    checkPolicyOnNodes(context);
    checkNetworkClaims(context);
  },
  [NETWORK]: checkNetwork,
  [VM]: checkVirtualMachine,
};

/**
 * Checks manifests, whether they come from our templates, from those of a platform team or from a person. Pure: every
 * check reads the manifests, never the request.
 *
 * @param options - `removals`: what the change takes away; every check judges the result. `extraChecks` run after the
 * built-in checks of an object, and not on objects that those refuse to look at
 */
export function check(
  manifests: KubeObject[],
  before: Facts,
  site: Site,
  options: { removals?: Removal[]; extraChecks?: ExtraChecks } = {},
): Finding[] {
  const { removals = [] } = options;
  const extraChecks = options.extraChecks?.isEmpty
    ? undefined
    : options.extraChecks;
  const facts = withoutRemoved(before, removals);
  const findings: Finding[] = [];
  // What an added check changed would mislead the checks after it, and what is written.
  const copy = extraChecks && frozenCopy({ manifests, removals, facts, site });
  for (const [i, object] of manifests.entries()) {
    const subject = formatObject(object);
    const report: CheckContext['report'] = finding =>
      findings.push({ ...finding, object: subject });
    const key = kindOf(object);
    if (!Object.hasOwn(CHECKS, key)) {
      report({
        level: 'error',
        code: 'kind-unknown',
        field: 'kind',
        message: `found ${key}, allowed: ${Object.keys(CHECKS).join(', ')}`,
      });
      continue;
    }
    const size = sizeProblem(object, LIMITS);
    if (size) {
      report({
        level: 'error',
        code: 'manifest-size',
        field: 'spec',
        message: `found ${size}; nothing else of this object was checked; allowed: several times what any of ours has, so divide it`,
      });
      continue;
    }
    const live = new LiveReader(facts);
    const { need } = live;
    const context = {
      ...{ object, manifests, removals },
      ...{ facts, site, report, need },
    };
    CHECKS[key](context);
    checkExisting(context);
    checkClaims(context);
    if (extraChecks && copy) {
      findings.push(
        ...extraChecks.findings({
          ...copy,
          object: copy.manifests[i],
          need: live.needFrom(copy.facts),
        }),
      );
    }
    findings.push(...live.findings(subject));
  }
  findings.push(
    ...checkRemovals({ removals, manifests, facts: { before, after: facts } }),
    ...checkRemovedOwner(removals, before),
  );
  for (const what of facts.unread ?? []) {
    findings.push({
      level: 'warning',
      code: 'open-unchecked',
      object: manifests.map(formatObject)[0] ?? '',
      field: 'metadata.name',
      message: `not checked against ${what}`,
    });
  }
  return findings;
}
