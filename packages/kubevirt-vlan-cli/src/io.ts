/** What the command knows of the world around it. */
export interface Io {
  cwd: string;
  env: Record<string, string | undefined>;
  now: () => Date;
  out: (text: string) => void;
  err: (text: string) => void;
}
