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
  BlastRadius,
  ChangeSet,
  Facts,
  Finding,
  KubeObject,
  PreviewStep,
  Site,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  Author,
  GitHost,
  PullRequestHost,
} from '@kubevirt-vlan/backstage-plugin-gitops-node';
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

/** What of a change is a question of who may do it. */
export interface VlanUsePlan {
  vlanIds: number[];
  cluster: string;
  namespace: string;
  nodePool?: string;
}

/** A VLAN, and the catalog entity that owns it, where somebody said so. */
export interface VlanOwner {
  vlanId: number;
  owner?: string;
}

/** What came of a delivery. */
export type DeliveryReport = {
  changes: ChangeSet;
  /** What the user does next, in one or two sentences of Markdown. */
  nextStep: string;
  branch?: string;
  commit?: string;
  pullRequestUrl?: string;
};

/** What came of a run. */
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
  /** In a dry run for a preview alone. */
  preview?: StepPreview;
};

/** What a step would do, for a form that shows it before it is submitted. */
export type StepPreview = Omit<PreviewStep, 'id'>;

/** What a delivery may tell of a change. */
export interface DeliveryFacts {
  /** Tells what changes reach, and says it in the log; asked before anything is written. */
  reachOf: (changes: ChangeSet) => BlastRadius;
  /** Who owns the VLANs that the manifests give a way to. */
  owners: VlanOwner[];
  /**
   * Asks once more who may do this: for a delivery that writes something long after it began.
   *
   * @throws NotAllowedError where whoever started the task may do it no more.
   */
  stillAllowed: () => Promise<void>;
}

/** Where manifests go: it is opened for reading, compared with, and written to last. */
export interface DeliveryTarget {
  /** What the target and other open changes hold already, where that tells something about the cluster. */
  facts: () => Promise<Pick<Facts, 'existing' | 'open' | 'unread'>>;
  /** The objects as they will stand, which the checks read: the manifests, with what people changed in their files. */
  outcome: () => Promise<KubeObject[]>;
  /** What would change, where nothing is written. */
  stage: () => Promise<{ changes: ChangeSet }>;
  /**
   * @throws ConflictError when the target has moved since it was opened.
   */
  deliver: (
    findings: Finding[],
    known: DeliveryFacts,
  ) => Promise<DeliveryReport>;
  /** As whom it writes, in words. */
  identity: string;
  /** Gives back what was opened. */
  close?: () => Promise<void>;
}

/** What the log says when there was nothing to write. */
export const UNCHANGED = 'unchanged: everything is as requested already';
