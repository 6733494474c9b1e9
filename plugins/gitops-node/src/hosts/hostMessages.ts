const MAX_LENGTH = 500;
/** How deep texts may be nested. No host goes deeper than 3, and endless nesting would exhaust the stack. */
const MAX_DEPTH = 8;

function texts(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  if (!value || typeof value !== 'object' || depth >= MAX_DEPTH) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.flatMap(inner => texts(inner, depth + 1));
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    // GitLab lists texts that belong to no single field under `base`.
    texts(inner, depth + 1).map(text =>
      key === 'base' ? text : `${key} ${text}`,
    ),
  );
}

/** GitHub's `errors`: sentences, or a field and a code such as `missing_field`. */
function details(errors: unknown): string[] {
  if (!Array.isArray(errors)) {
    return texts(errors);
  }
  return errors.flatMap(error => {
    if (error && typeof error === 'object' && 'code' in error) {
      const { message, resource, field, code } = error;
      return typeof message === 'string'
        ? [message]
        : [[resource, field, code].map(word).filter(Boolean).join(' ')];
    }
    return texts(error, 1);
  });
}

function word(value: unknown): string {
  if (typeof value === 'object') {
    return texts(value).join(',');
  }
  return value ? String(value) : '';
}

/**
 * The message in the body of a refusal, as one line: GitHub's `message` and `errors`, GitLab's `message` (a text, a list,
 * or texts by field) or `error`, Gitea's `message`. Empty for web pages and for a body without a message.
 */
export function hostMessages(
  text: string,
  redact: (text: string) => string,
): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return '';
  }
  if (!body || typeof body !== 'object') {
    return redact(texts(body).join(' ')).slice(0, MAX_LENGTH);
  }
  const { message, error, error_description, errors } = body as Record<
    string,
    unknown
  >;
  const said = [
    ...texts(message),
    ...texts(error),
    ...texts(error_description),
    ...details(errors),
  ];
  return excerpt(Array.from(new Set(said.filter(Boolean))).join('; '), redact);
}

/** A text of a host, as one line without secrets, and cut. */
export function excerpt(
  text: string,
  redact: (text: string) => string,
): string {
  // Redacted before it is cut: half a secret would not be recognized.
  const line = redact(text).replace(/\s+/g, ' ').trim();
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
}
