import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { useTexts } from '../../translations';
import { formValues } from '../formValues';
import { PreviewLoad } from './PreviewLoad';
import type { KubevirtPreviewProps } from './schema';
import { useTemplateRef } from './useTemplateRef';

/** A field without a value: it shows what the task would do with the answers of the form. */
export function KubevirtPreview(props: KubevirtPreviewProps) {
  const { name, schema, uiSchema } = props;
  const t = useTexts();
  const options = uiSchema['ui:options'] ?? {};
  const templateRef = useTemplateRef(options.templateRef);
  const { [name]: _, ...values } = formValues(props);
  return (
    <Card>
      <CardHeader>
        <Text as="h3" variant="title-x-small">
          {schema.title ?? t('preview.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="4">
          <Text variant="body-small">
            {schema.description ?? t('preview.explain')}
          </Text>
          {templateRef === undefined ? (
            <Text>{t('preview.noTemplate')}</Text>
          ) : (
            <PreviewLoad
              templateRef={templateRef}
              values={values}
              docsUrl={options.docsUrl}
            />
          )}
        </Flex>
      </CardBody>
    </Card>
  );
}
