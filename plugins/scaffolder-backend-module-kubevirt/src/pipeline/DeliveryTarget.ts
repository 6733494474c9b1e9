import {
  BlastRadius,
  ChangeSet,
  Facts,
  Finding,
  KubeObject,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** A VLAN, and the catalog entity that owns it, where one is known. */
export interface VlanOwner {
  vlanId: number;
  owner?: string;
}

/** What a delivery did. */
export type DeliveryReport = {
  changes: ChangeSet;
  /** What the user does next, in one or two sentences of Markdown. */
  nextStep: string;
  branch?: string;
  commit?: string;
  pullRequestUrl?: string;
};

/** What a delivery would change. */
export interface StagedChanges {
  /** What this run would add. */
  changes: ChangeSet;
  /** What takes effect once the change is merged or applied; more than `changes` where earlier runs proposed a part of it. */
  effective: ChangeSet;
}

/** What the pipeline knows of a change by the time that it is delivered. */
export interface Delivery {
  findings: Finding[];
  /** What the effective changes reach. */
  radius: BlastRadius;
  /** The owners of the VLANs that the manifests give access to. */
  owners: VlanOwner[];
  /** For a target that still writes long after the delivery began. */
  permit: { renew: () => Promise<void> };
}

/** Where manifests go. It is opened and read, then staged, and written to last. */
export interface DeliveryTarget {
  /** As whom it writes, in words. */
  readonly identity: string;
  /** The objects of the target and of other open changes, as far as they say something about the cluster. */
  facts: () => Promise<Pick<Facts, 'existing' | 'open' | 'unread'>>;
  /** The resulting objects, which the checks read: the manifests, with what people changed in their files. */
  outcome: () => Promise<KubeObject[]>;
  /** Works out what would change, and writes nothing. */
  stage: () => Promise<StagedChanges>;
  /**
   * Writes what was staged.
   *
   * @throws ConflictError when the target has moved since it was opened.
   */
  deliver: (delivery: Delivery) => Promise<DeliveryReport>;
  /** Releases what was opened. */
  close?: () => Promise<void>;
}

/** The log line of a delivery that had nothing to write. */
export const UNCHANGED = 'unchanged: everything is as requested already';
