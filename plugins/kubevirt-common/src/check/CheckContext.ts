import { Facts } from '../model/facts';
import { KubeObject } from '../model/kubeObject';
import { Removal } from '../model/removal';
import { Site } from '../model/site';
import type { Code } from './codes';
import { Finding } from './finding';
import { LiveReader } from './liveFacts';

/** The object under check and everything a check may look at. */
export interface CheckContext {
  object: KubeObject;
  manifests: KubeObject[];
  /** What the change takes away. `facts` no longer contain the removed objects. */
  removals: Removal[];
  facts: Facts;
  site: Site;
  /** Adds a finding about the object. */
  report: (finding: Omit<Finding, 'object' | 'code'> & { code: Code }) => void;
  /** Reads one kind of live facts; a kind that could not be read becomes a finding. */
  need: LiveReader['need'];
}
