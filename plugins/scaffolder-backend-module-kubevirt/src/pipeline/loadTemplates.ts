import { join } from 'node:path';
import { InputError } from '@backstage/errors';
import { fetchContents } from '@backstage/plugin-scaffolder-node';
import {
  DeliveryRequest,
  Plan,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ManifestTemplates,
  readBuiltInTemplates,
  readTemplates,
} from '../render';
import { ActionDependencies, PipelineContext } from './types';

/**
 * The manifest templates of a run: those in the folder beside the software template that the input names, or the built-in ones.
 *
 * @throws InputError for a folder that can't be read. The input's schema and the scaffolder's own
 * `fetchContents` both keep it below the template.
 */
export async function loadTemplates(options: {
  request: Pick<DeliveryRequest, 'manifests'>;
  plan: Pick<Plan, 'action'>;
  ctx: PipelineContext;
  deps: Pick<ActionDependencies, 'reader' | 'integrations'>;
}): Promise<ManifestTemplates> {
  const { ctx, deps } = options;
  const { manifests } = options.request;
  if (manifests === undefined) {
    return readBuiltInTemplates(options.plan.action);
  }
  const outputPath = join(await ctx.createTemporaryDirectory(), 'manifests');
  try {
    await fetchContents({
      reader: deps.reader,
      integrations: deps.integrations,
      baseUrl: ctx.templateInfo?.baseUrl,
      fetchUrl: manifests,
      outputPath,
    });
  } catch (error) {
    throw new InputError(
      `manifests: found "${manifests}", allowed: a folder beside the template's own file (${
        ctx.templateInfo?.baseUrl ? 'it' : 'whose place is not known, and which'
      } can't be read: ${(error as Error).message})`,
    );
  }
  return readTemplates(outputPath, manifests);
}
