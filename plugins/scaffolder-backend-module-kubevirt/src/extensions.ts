import { BackendModuleRegistrationPoints } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  GIT_HOSTS,
  GitHost,
  gitHostsExtensionPoint,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';
import {
  ExtraChecks,
  Namer,
  Site,
  withNamer,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  VlanSource,
  checksExtensionPoint,
  namerExtensionPoint,
  vlanSourcesExtensionPoint,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/** What other modules of the scaffolder have added. Backstage initializes them before the module that offers the point. */
export interface Extensions {
  gitHosts: () => readonly GitHost[];
  vlanSources: VlanSource[];
  extraChecks: ExtraChecks;
  /** @throws InputError for a namer whose names are not valid. */
  named: (site: Site) => Site;
}

/** Offers the extension points of the actions; see docs/extending.md. */
export function registerExtensions(
  reg: Pick<BackendModuleRegistrationPoints, 'registerExtensionPoint'>,
): Extensions {
  const hosts: GitHost[] = [];
  const vlanSources: VlanSource[] = [];
  const extraChecks = new ExtraChecks();
  let namer: Namer | undefined;

  reg.registerExtensionPoint(gitHostsExtensionPoint, {
    addGitHost: host => hosts.unshift(host),
  });
  reg.registerExtensionPoint(vlanSourcesExtensionPoint, {
    addVlanSource: source => vlanSources.push(source),
  });
  reg.registerExtensionPoint(checksExtensionPoint, {
    addCheck: check => extraChecks.add(check),
  });
  reg.registerExtensionPoint(namerExtensionPoint, {
    setNamer: added => {
      if (namer) {
        throw new ConflictError(
          `Namer: found "${added.id}" beside "${namer.id}", allowed: one namer`,
        );
      }
      namer = added;
    },
  });
  return {
    gitHosts: () => [...hosts, ...GIT_HOSTS],
    vlanSources,
    extraChecks,
    named: site => (namer ? withNamer(site, namer) : site),
  };
}
