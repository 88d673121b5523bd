import { describe, expect, test } from 'vitest';
import { Problem } from '../src/api';
import { Outbox } from '../src/outbox';

/** An outbox whose network fails as often as `problems` says, and a record of what came of it. */
function outboxThat(problems: string[]) {
  const seen: string[] = [];
  const outbox = new Outbox<string, string>({
    async deliver(item) {
      const code = problems.shift();
      if (code) throw new Problem(code);
      return `re ${item}`;
    },
    onReply: (reply) => { seen.push(reply); },
    onFailure: (problem, item) => { seen.push(`${problem.code} ${item}`); },
    onChange: (waiting) => { seen.push(`(${waiting.join()})`); },
  });
  return { outbox, seen };
}

describe('an outbox', () => {
  test('sends in order and says what is waiting', async () => {
    const { outbox, seen } = outboxThat([]);
    await Promise.all([outbox.add('a'), outbox.add('b')]);
    await outbox.run();
    expect(seen.filter((one) => one.startsWith('re'))).toEqual(['re a', 're b']);
    expect(seen[seen.length - 1]).toBe('()');
  });

  test('keeps what could not be sent first in line', async () => {
    const { outbox, seen } = outboxThat(['network']);
    await outbox.add('a');
    await outbox.add('b');
    expect(seen.filter((one) => !one.startsWith('('))).toEqual(['network a', 're a', 're b']);
  });

  test('lets others pass a message that cannot be answered, which may be tried again', async () => {
    const { outbox, seen } = outboxThat(['internal']);
    await outbox.add('a');
    await outbox.add('b');
    await outbox.retry('a');
    expect(seen.filter((one) => !one.startsWith('('))).toEqual(['internal a', 're b', 're a']);
  });

  test('hands back what was not sent when it is closed', async () => {
    const { outbox } = outboxThat(['network', 'network']);
    await outbox.add('a');
    await outbox.add('b');
    expect(outbox.close()).toEqual(['a', 'b']);
    expect(outbox.isEmpty).toBe(true);
  });

  test('knows what comes later', async () => {
    const { outbox } = outboxThat(['network', 'network']);
    await outbox.add('a');
    await outbox.add('b');
    expect(outbox.hasLater((item) => item === 'b')).toBe(true);
    expect(outbox.hasLater((item) => item === 'a')).toBe(false);
  });
});
