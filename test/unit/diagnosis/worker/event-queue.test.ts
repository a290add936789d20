import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StageEvent } from '../../../../src/databases/stages';
import { EventQueue } from '../../../../src/diagnosis/worker/event-queue';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const running: StageEvent = { id: 'reach', status: 'running', milliseconds: 0 };
const passed: StageEvent = { id: 'reach', status: 'passed', milliseconds: 1 };
const next: StageEvent = { id: 'secure', status: 'running', milliseconds: 0 };

it('sends what happens together together, and each event once', () => {
  const sent: (readonly StageEvent[])[] = [];
  const queue = new EventQueue((events) => sent.push(events));
  queue.add(running);
  vi.runAllTimers();
  queue.add(passed);
  queue.add(next);
  vi.runAllTimers();
  expect(sent).toEqual([[running], [passed, next]]);
});

it('says no more that a stage runs when it has ended', () => {
  const queue = new EventQueue(() => undefined);
  queue.add(running);
  queue.add(passed);
  queue.add(next);
  expect(queue.take()).toEqual([passed, next]);
  expect(queue.take()).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

it('waits no longer for company for what was taken', () => {
  const sent = vi.fn();
  const queue = new EventQueue(sent);
  queue.add(running);
  vi.advanceTimersByTime(0);
  expect(queue.take()).toEqual([running]);
  expect(vi.getTimerCount()).toBe(0);
  expect(sent).not.toHaveBeenCalled();
});
