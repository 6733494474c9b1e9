import { ObjectId } from './kubeObject';

/** An object that a change deletes, and the file that it is written in. The same change does not write the object too. */
export interface ObjectRemoval {
  type: 'object';
  id: ObjectId;
  /** Relative to the repository or the workspace. */
  path: string;
  /** For a VM: the owner that it is expected to have. A VM of another owner is not removed. */
  owner?: string;
}

/**
 * Interfaces that a change takes off the nodes. The policy itself is written, with `state: absent` for exactly these:
 * nmstate leaves an interface as it is when it is merely no longer listed, or when its policy is deleted. So the policy is
 * deleted by a later change, once the nodes have followed.
 */
export interface InterfaceRemoval {
  type: 'interfaces';
  /** The name of the policy. */
  policy: string;
  /** The names of the interfaces. */
  interfaces: string[];
}

/** Something that a change takes away. */
export type Removal = ObjectRemoval | InterfaceRemoval;

/** The objects among some removals. */
export function removedObjects(removals: Removal[]): ObjectRemoval[] {
  return removals.filter(removal => removal.type === 'object');
}

/** The interfaces that some removals take away by one policy. */
export function removedInterfaces(
  removals: Removal[],
  policy: string,
): string[] {
  return removals.flatMap(removal =>
    removal.type === 'interfaces' && removal.policy === policy
      ? removal.interfaces
      : [],
  );
}
