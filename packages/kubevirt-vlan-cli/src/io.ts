/** The world around the command. */
export interface Io {
  cwd: string;
  env: Record<string, string | undefined>;
  now: () => Date;
  out: (text: string) => void;
  err: (text: string) => void;
}
