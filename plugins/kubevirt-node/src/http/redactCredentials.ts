/**
 * Takes the credentials of a request out of a text, should the server repeat them: what follows the scheme of an
 * Authorization header, the password of a basic one, and the value of any other header.
 *
 * @param credentials - the headers that hold credentials, and no others
 */
export function redactCredentials(
  text: string,
  credentials: Record<string, string>,
): string {
  return Object.values(credentials)
    .flatMap(secretsIn)
    .reduce((safe, secret) => safe.replaceAll(secret, '***'), text);
}

function secretsIn(header: string): string[] {
  const [scheme, secret = scheme] = header.split(' ');
  const decoded = /^basic$/i.test(scheme)
    ? Buffer.from(secret, 'base64').toString()
    : '';
  return [secret, decoded.slice(decoded.indexOf(':') + 1)].filter(Boolean);
}
