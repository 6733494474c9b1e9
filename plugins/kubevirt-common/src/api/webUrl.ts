/** True for an address that a page may link to: http or https, and nothing secret in it. */
export function isWebUrl(text: string): boolean {
  if (!URL.canParse(text)) {
    return false;
  }
  const { protocol, username, password } = new URL(text);
  return (
    ['http:', 'https:'].includes(protocol) && username === '' && password === ''
  );
}
