import { CoalescedJob } from './CoalescedJob';

describe('CoalescedJob', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('gathers requests into one run', async () => {
    const run = jest.fn(async () => {});
    const job = new CoalescedJob({ job: run, gatherMs: 50 });
    job.start();
    job.request();
    job.request();
    await jest.advanceTimersByTimeAsync(49);
    expect(run).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1000);
    expect(run).toHaveBeenCalledTimes(1);
    job.request();
    await jest.advanceTimersByTimeAsync(50);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('runs once more after a run during which it was requested', async () => {
    let finish = () => {};
    const run = jest.fn(() => new Promise<void>(done => (finish = done)));
    const job = new CoalescedJob({ job: run, gatherMs: 50 });
    job.start();
    await jest.advanceTimersByTimeAsync(50);
    job.request();
    await jest.advanceTimersByTimeAsync(50);
    job.request();
    await jest.advanceTimersByTimeAsync(50);
    expect(run).toHaveBeenCalledTimes(1);
    finish();
    await jest.advanceTimersByTimeAsync(50);
    expect(run).toHaveBeenCalledTimes(2);
    finish();
    await jest.advanceTimersByTimeAsync(1000);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('runs only between its start and its stop', async () => {
    const run = jest.fn(async () => {});
    const job = new CoalescedJob({ job: run, gatherMs: 50 });
    job.request();
    await jest.advanceTimersByTimeAsync(1000);
    job.start();
    job.stop();
    job.request();
    await jest.advanceTimersByTimeAsync(1000);
    expect(run).not.toHaveBeenCalled();
  });
});
