import { Problem } from './api';

const FIRST_WAIT = 2000;
const LONGEST_WAIT = 60000;

/** Waits longer from time to time, but no longer than until the network is back. */
export function pause(time: number): Promise<unknown> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(FIRST_WAIT * 2 ** (time - 1), LONGEST_WAIT));
    window.addEventListener('online', resolve, { once: true });
  });
}

/** Tries until it works; throws only when the conversation is gone, or at what is no Problem. */
export async function patiently(task: () => Promise<unknown>, onProblem: (problem: Problem) => void): Promise<void> {
  for (let time = 1; ; time += 1) {
    try {
      await task();
      return;
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.isGone) throw problem;
      onProblem(problem);
      await pause(time);
    }
  }
}
