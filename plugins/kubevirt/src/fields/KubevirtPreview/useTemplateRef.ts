import { stringifyEntityRef } from '@backstage/catalog-model';
import { useParams } from 'react-router-dom';

/**
 * The template of this form. The scaffolder passes answers to fields, but not the template, and does not export the route
 * of its page, so the template is read from that route's parameters (`/templates/:namespace/:templateName`). Elsewhere,
 * such as in the template editor, an option has to name it.
 */
export function useTemplateRef(named: string | undefined): string | undefined {
  const { namespace, templateName } = useParams();
  if (named !== undefined) {
    return named;
  }
  return namespace && templateName
    ? stringifyEntityRef({ kind: 'template', namespace, name: templateName })
    : undefined;
}
