import { Attachment, AttachmentOptions } from './Attachment';
import { ownBridge } from './ownBridge';
import { trunkBridge } from './trunkBridge';

/** The ways to attach a VLAN that leave the nodes unchanged. Each returns undefined where it is not possible. */
const WITHOUT_POLICY = [trunkBridge];

/** The first way that is possible: one that leaves the nodes unchanged, or else a bridge of the VLAN's own. */
export function attachmentOf(options: AttachmentOptions): Attachment {
  for (const way of WITHOUT_POLICY) {
    const attachment = way(options);
    if (attachment) {
      return attachment;
    }
  }
  return ownBridge(options);
}
