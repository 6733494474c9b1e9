import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  parseLocationRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { readLocalFolder } from './readLocalFolder';
import { readRemoteFolder } from './readRemoteFolder';
import { TemplateFile } from './TemplateFile';

/** The files in a template's folder, which its steps read, such as manifests. */
export async function templateFiles(options: {
  template: Entity;
  reader: UrlReaderService;
  integrations: ScmIntegrations;
}): Promise<TemplateFile[]> {
  const { template, reader, integrations } = options;
  const annotations = template.metadata.annotations ?? {};
  const location =
    annotations[ANNOTATION_SOURCE_LOCATION] ?? annotations[ANNOTATION_LOCATION];
  const { type, target } = location
    ? parseLocationRef(location)
    : { type: 'none', target: '' };
  switch (type) {
    case 'url':
      return readRemoteFolder({ url: target, reader, integrations });
    case 'file':
      return readLocalFolder({ file: target, template });
    default:
      throw new InputError(
        `${stringifyEntityRef(template)}: found ${
          location ? `location "${location}"` : 'no location'
        }, allowed: a template that is registered from a URL or a file, whose folder has its manifests`,
      );
  }
}
