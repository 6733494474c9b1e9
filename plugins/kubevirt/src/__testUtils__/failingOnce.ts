/** A call that fails the first time, and works from then on. */
export function failingOnce<T>(value: T) {
  return jest
    .fn<Promise<T>, any[]>()
    .mockRejectedValueOnce(new Error('connection refused'))
    .mockResolvedValue(value);
}
