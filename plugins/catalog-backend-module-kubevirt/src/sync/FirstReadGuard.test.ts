import { FirstReadGuard } from './FirstReadGuard';

describe('FirstReadGuard', () => {
  it('trusts lists that lack nothing', () => {
    const guard = new FirstReadGuard();
    expect(guard.isTrusted).toBe(false);
    expect(guard.judge({ isLess: false, readAt: 0 })).toBe('trusted');
    expect(guard).toMatchObject({ isTrusted: true, isInDoubt: false });
  });

  it('doubts lists that lack something, until a later read lacks it too', () => {
    const guard = new FirstReadGuard();
    const readAt = performance.now();
    expect(guard.judge({ isLess: true, readAt })).toBe('new-doubt');
    expect(guard.judge({ isLess: true, readAt })).toBe('in-doubt');
    expect(guard).toMatchObject({ isTrusted: false, isInDoubt: true });
    const later = performance.now() + 1;
    expect(guard.judge({ isLess: true, readAt: later })).toBe('trusted');
    expect(guard).toMatchObject({ isTrusted: true, isInDoubt: false });
  });

  it('ends the doubt where a list has everything again', () => {
    const guard = new FirstReadGuard();
    const readAt = performance.now();
    guard.judge({ isLess: true, readAt });
    expect(guard.judge({ isLess: false, readAt })).toBe('trusted');
  });

  it('compares again after a reset', () => {
    const guard = new FirstReadGuard();
    guard.judge({ isLess: false, readAt: 0 });
    guard.reset();
    expect(guard.isTrusted).toBe(false);
    expect(guard.judge({ isLess: true, readAt: 0 })).toBe('new-doubt');
  });
});
