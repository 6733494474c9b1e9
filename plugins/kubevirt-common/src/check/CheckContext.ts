import { Facts } from '../model/facts';
import { KubeObject } from '../model/kubeObject';
import { Removal } from '../model/removal';
import { Site } from '../model/site';
import { Finding } from './finding';
import { LiveReader } from './liveFacts';

/** What one check is given. `report` fills in the object. */
export interface CheckContext {
  object: KubeObject;
  manifests: KubeObject[];
  /** What the change takes away; the facts are without the objects among it. */
  removals: Removal[];
  facts: Facts;
  site: Site;
  report: (finding: Omit<Finding, 'object'>) => void;
  /** What the live cluster says; where it says nothing, that becomes a finding. */
  need: LiveReader['need'];
}
