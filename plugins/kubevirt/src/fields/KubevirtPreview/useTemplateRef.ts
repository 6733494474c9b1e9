import { stringifyEntityRef } from '@backstage/catalog-model';
import { useParams } from 'react-router-dom';

/**
 * The template whose form this is. The scaffolder hands fields the answers and not the template, and keeps the route of
 * its page to itself, so it is read from the parameters of that route (`/templates/:namespace/:templateName`). Elsewhere,
 * as in the editor of templates, it has to be named.
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
