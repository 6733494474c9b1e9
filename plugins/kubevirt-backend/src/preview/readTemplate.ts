import { InputError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  TemplateEntityV1beta3,
  templateEntityV1beta3Validator,
} from '@backstage/plugin-scaffolder-common';
import { entityRefOf } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Requester } from '../requester/Requester';

/**
 * A template of the catalog as the user sees it.
 *
 * @throws InputError if the text is no reference of a template; NotFoundError if the user can't see the template.
 */
export async function readTemplate(options: {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  requester: Requester;
  templateRef: string;
}): Promise<TemplateEntityV1beta3> {
  const { catalog, requester, templateRef } = options;
  const ref = entityRefOf(templateRef, {
    kinds: ['template'],
    defaultKind: 'template',
  });
  if (ref === undefined) {
    throw new InputError(
      `templateRef: found ${JSON.stringify(
        templateRef,
      )}, allowed: the reference of a template, such as "template:default/attach-vlan"`,
    );
  }
  const entity = await catalog.getEntityByRef(ref, {
    credentials: requester.credentials,
  });
  if (!entity) {
    throw new NotFoundError(
      `The catalog has no ${ref} that ${requester.ref} can see`,
    );
  }
  if (!(await templateEntityV1beta3Validator.check(entity))) {
    throw new InputError(
      `${ref} is no template that the scaffolder runs, allowed: apiVersion "scaffolder.backstage.io/v1beta3"`,
    );
  }
  return entity as TemplateEntityV1beta3;
}
