import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The field has no value: it shows the effect of the others. */
export const kubevirtPreviewSchema = makeFieldSchema({
  output: z => z.null().optional(),
  uiOptions: z =>
    z.object({
      templateRef: z
        .string()
        .optional()
        .describe(
          'The template, as an entity reference; by default that of the page',
        ),
      docsUrl: z
        .string()
        .optional()
        .describe(
          'Where the pages of the checks are (docs/checks): findings get a link to <docsUrl>/<code>.md',
        ),
    }),
});

/** The props of the field. */
export type KubevirtPreviewProps = typeof kubevirtPreviewSchema.TProps;
