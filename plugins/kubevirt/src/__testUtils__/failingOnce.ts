/** A call that fails only the first time. */
export function failingOnce<T>(value: T) {
  return jest
    .fn<Promise<T>, any[]>()
    .mockRejectedValueOnce(new Error('connection refused'))
    .mockResolvedValue(value);
}
