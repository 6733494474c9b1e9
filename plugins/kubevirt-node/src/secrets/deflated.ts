/**
 * True where some bytes may begin as deflate does (RFC 1951, section 3.2): it costs far less to look than to try, and
 * nearly everything that is no compressed text is told by its first bytes.
 */
export function mayBeDeflated(bytes: Buffer): boolean {
  const type = Math.floor(bytes[0] / 2) % 4;
  switch (type) {
    case 0:
      return (
        bytes.length >= 5 &&
        bytes.readUInt16LE(1) + bytes.readUInt16LE(3) === 0xffff
      );
    case 1:
      return beginsWithLetter(bytes);
    case 2:
      return hasCompleteCode(bytes);
    default:
      return false;
  }
}

/** The first symbol is a letter: there is nothing yet to repeat. */
function beginsWithLetter(bytes: Buffer): boolean {
  let code = 0;
  for (let i = 3; i < 11; i++) {
    code = code * 2 + bit(bytes, i);
  }
  return code >= 0b00110000 && (code < 0b11000000 || code > 0b11000111);
}

/** The code of the code lengths has a meaning for every sequence of bits, and for none two. */
function hasCompleteCode(bytes: Buffer): boolean {
  const number = (start: number, length: number) => {
    let value = 0;
    for (let i = length - 1; i >= 0; i--) {
      value = value * 2 + bit(bytes, start + i);
    }
    return value;
  };
  if (number(3, 5) > 29 || number(8, 5) > 29) {
    return false;
  }
  let used = 0;
  for (let i = 0; i < number(13, 4) + 4; i++) {
    const length = number(17 + 3 * i, 3);
    used += length === 0 ? 0 : 2 ** (7 - length);
  }
  return used === 128;
}

function bit(bytes: Buffer, place: number): number {
  const byte = bytes[Math.floor(place / 8)] ?? 0;
  return Math.floor(byte / 2 ** (place % 8)) % 2;
}
