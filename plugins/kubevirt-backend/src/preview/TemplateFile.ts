/** A file of a template's folder, in the format of the scaffolder's dry run. */
export interface TemplateFile {
  /** Relative to the folder. */
  path: string;
  base64Content: string;
}
