/** The reason why an exchange with a Git server failed, on one line, with the way out where it is known. */
export function explain(options: {
  error: Error;
  repoUrl: string;
  /** Takes secrets out of the server's text. */
  redact: (text: string) => string;
}): string {
  const { error, repoUrl, redact } = options;
  const reason = redact(error.message).replace(/\s+/g, ' ');
  const status = (error as { status?: number }).status;
  return status === 401 || status === 403
    ? `${reason}: the credentials for ${
        new URL(repoUrl).host
      } in "integrations" are missing or may not do this`
    : reason;
}
