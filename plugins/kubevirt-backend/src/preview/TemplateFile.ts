/** A file of a template's folder, as the scaffolder's dry run takes it. */
export interface TemplateFile {
  /** Relative to the folder. */
  path: string;
  base64Content: string;
}
