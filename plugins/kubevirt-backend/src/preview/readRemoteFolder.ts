import { UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { FileBudget } from './FileBudget';
import { TemplateFile } from './TemplateFile';

/** The files in the folder of a template's URL, read in the way of the scaffolder. */
export async function readRemoteFolder(options: {
  url: string;
  reader: UrlReaderService;
  integrations: ScmIntegrations;
}): Promise<TemplateFile[]> {
  const { url, reader, integrations } = options;
  const integration = integrations.byUrl(url);
  if (!integration) {
    throw new InputError(
      `The template is registered from ${url}, and no entry of "integrations" in the app configuration is for its host`,
    );
  }
  const folder = integration.resolveUrl({ url: '.', base: url });
  const budget = new FileBudget(folder);
  const tree = await reader.readTree(folder);
  const files: TemplateFile[] = [];
  for (const file of await tree.files()) {
    const content = await file.content();
    budget.add(content.length);
    files.push({
      path: file.path,
      base64Content: content.toString('base64'),
    });
  }
  return files;
}
