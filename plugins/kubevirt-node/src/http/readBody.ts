import { BODY_TOO_LONG } from './verdict';

/** An answer is longer than the policy allows. */
export class BodyTooLongError extends Error {
  readonly name = 'BodyTooLongError';
  readonly code = BODY_TOO_LONG;

  constructor(readonly maxBytes: number) {
    super(`the answer is longer than ${maxBytes} bytes`);
  }
}

/**
 * The text of an answer, up to a limit in bytes. Beyond it, `cut` gives the beginning, and otherwise a BodyTooLongError
 * is thrown. Either way the rest is not received.
 */
export async function readBody(
  body: AsyncIterable<Uint8Array> | null,
  options: { maxBytes: number; cut?: boolean },
): Promise<string> {
  const { maxBytes, cut = false } = options;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    const room = maxBytes - length;
    length += chunk.length;
    chunks.push(chunk.subarray(0, room));
    if (length > maxBytes) {
      // Leaving the loop cancels the stream.
      if (cut) {
        break;
      }
      throw new BodyTooLongError(maxBytes);
    }
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
