import {
  AuditorService,
  BackstageCredentials,
  LoggerService,
  PermissionsService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  Finding,
  PreviewStep,
  Site,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  Author,
  GitHost,
  PullRequestHost,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';
import { DeliveryReport } from './DeliveryTarget';
import {
  ClusterClient,
  ConsoleLinks,
  Identity,
  KnownSecret,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/** What the actions work with; a test or another host passes its own. */
export interface ActionDependencies {
  site: Site;
  integrations: ScmIntegrations;
  /** The kinds of Git hosts, which modules may add to; left out: the built-in ones. */
  gitHosts?: () => readonly GitHost[];
  reader: UrlReaderService;
  /** The secrets of the configuration, which nothing that leaves the backend may hold. */
  secrets: KnownSecret[];
  /** Who commits are by. */
  author: Author;
  /** The API of a repository's Git host; undefined where there is none that requests can be opened with. */
  openHost: (options: {
    repoUrl: string;
    /** Takes secrets out of what the host says. */
    redact: (text: string) => string;
  }) => Promise<PullRequestHost | undefined>;
  /** Who owns a VLAN, and what accounts people have. */
  catalog: Pick<CatalogService, 'getEntities' | 'getEntityByRef'>;
  /** Those of Backstage itself, for what has to be known whoever asks. */
  ownCredentials: () => Promise<BackstageCredentials>;
  /** What Backstage's permission policy says. */
  permissions: Pick<PermissionsService, 'authorize' | 'authorizeConditional'>;
  /** Who did what, for auditors. */
  auditor: AuditorService;
  /** True where the configuration says how to reach a cluster. */
  knowsCluster: (cluster: string) => boolean;
  /** True for a cluster whose VMs and networks an entity provider keeps in the catalog. */
  isProvided: (cluster: string) => boolean;
  /** Where an object is in its cluster's console. */
  consoleOf: ConsoleLinks;
  /**
   * Connects to a cluster.
   *
   * @throws InputError for one that the configuration does not say how to reach.
   */
  openCluster: (options: {
    cluster: string;
    identity: Identity;
    logger: Pick<LoggerService, 'warn'>;
    signal?: AbortSignal;
  }) => Promise<ClusterClient>;
}

/** The parts of an action's context that the pipeline needs. */
export type PipelineContext = Pick<
  ActionContext<any>,
  | 'createTemporaryDirectory'
  | 'getInitiatorCredentials'
  | 'isDryRun'
  | 'secrets'
  | 'signal'
  | 'templateInfo'
  | 'user'
  | 'workspacePath'
> & { logger: LoggerService };

/** The parts of a change that authorization depends on: which VLANs it uses, and where. */
export interface VlanUsage {
  vlanIds: number[];
  cluster: string;
  namespace: string;
  /** Absent where the change configures no nodes. */
  nodePool?: string;
}

/** The result of a run. */
export type RunReport = DeliveryReport & {
  findings: Finding[];
  /** Paths of the manifests, relative to the repository or the workspace. */
  manifests: string[];
  /** Change set, warnings and next step, in Markdown. */
  summary: string;
  /** Whether what was asked for is in the catalog by now, or within seconds. */
  isInCatalog: boolean;
  /** Where what was asked for is, or will be, in the cluster's console. */
  consoleUrl?: string;
  /** Present in a dry run that was started for a preview. */
  preview?: StepPreview;
};

/** What a step would do, for a form that shows it before it is submitted. */
export type StepPreview = Omit<PreviewStep, 'id'>;
