import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Problem } from '../src/api';
import { patiently } from '../src/patience';

describe('patience', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('window', new EventTarget());
  });

  test('tries until it works, and waits longer each time', async () => {
    const times: number[] = [];
    const begun = Date.now();
    const done = patiently(async () => {
      times.push(Date.now() - begun);
      if (times.length < 4) throw new Problem('network');
    }, () => {});
    await vi.runAllTimersAsync();
    await done;
    expect(times).toEqual([0, 2000, 6000, 14000]);
  });

  test('tries at once when the network is back', async () => {
    let tries = 0;
    const done = patiently(async () => { tries += 1; if (tries < 2) throw new Problem('network'); }, () => {});
    await vi.advanceTimersByTimeAsync(10);
    window.dispatchEvent(new Event('online'));
    await done;
    expect(tries).toBe(2);
  });

  test('gives up when the conversation is gone', async () => {
    await expect(patiently(async () => { throw new Problem('conversation_gone'); }, () => {})).rejects.toThrow('conversation_gone');
  });
});
