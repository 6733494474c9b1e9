import { readBody } from './readBody';

/** An endless body that counts how much of it was read. */
function endless() {
  const state = { chunks: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull: controller => {
        state.chunks += 1;
        controller.enqueue(Buffer.from('x'.repeat(10)));
      },
      cancel: () => {
        state.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { state, body: body as unknown as AsyncIterable<Uint8Array> };
}

describe('readBody', () => {
  it('joins the chunks, and characters that were split between them', async () => {
    const bytes = Buffer.from('a€b');
    const chunks = (async function* both() {
      yield bytes.subarray(0, 2);
      yield bytes.subarray(2);
    })();
    expect(await readBody(chunks, { maxBytes: 5 })).toBe('a€b');
    expect(await readBody(null, { maxBytes: 5 })).toBe('');
  });

  it('refuses a body that is too long, and reads no further', async () => {
    const { state, body } = endless();
    await expect(readBody(body, { maxBytes: 25 })).rejects.toMatchObject({
      name: 'BodyTooLongError',
      code: 'BODY_TOO_LONG',
      message: 'the answer is longer than 25 bytes',
    });
    expect(state).toEqual({ chunks: 3, isCancelled: true });
  });

  it('gives the beginning of one where that is enough', async () => {
    const { state, body } = endless();
    const text = await readBody(body, { maxBytes: 25, cut: true });
    expect(text).toBe('x'.repeat(25));
    expect(state).toEqual({ chunks: 3, isCancelled: true });
  });
});
