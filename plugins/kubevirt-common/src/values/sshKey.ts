const PUBLIC_KEY =
  /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp256|ecdsa-sha2-nistp384|ecdsa-sha2-nistp521|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com) ([A-Za-z0-9+/]{32,4096}={0,2})( [\x21-\x7e]([\x20-\x7e]{0,254}[\x21-\x7e])?)?$/;

/**
 * True for a line of an OpenSSH `.pub` file whose data begins with the type that the line names (RFC 4253, 6.6: a
 * string is a length of four bytes and its characters). Refuses private keys.
 */
export function isOpenSshPublicKey(value: string): boolean {
  const [, type, data] = PUBLIC_KEY.exec(value) ?? [];
  if (type === undefined || /PRIVATE KEY/i.test(value)) {
    return false;
  }
  try {
    const bytes = atob(data);
    const length = [0, 1, 2, 3].reduce(
      (sum, i) => sum * 256 + bytes.charCodeAt(i),
      0,
    );
    return length === type.length && bytes.slice(4, 4 + length) === type;
  } catch {
    return false;
  }
}
