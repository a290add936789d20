import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blackHole, silentPeer } from '../../servers/peers';
import { titled } from '../subjects';
import { withDriver, type Fake } from './fake-drivers';
import { modesOf, type Arrangement, type Running } from './subject';
import { failed, passed, testElement } from './test-element';

describe.each(titled)('%s', (_label, subject) => {
  const { type, start, server } = subject;
  let running: Running;
  beforeAll(async () => {
    running = await start();
  });
  afterAll(() => running.stop());

  /** Cancels as soon as `when` resolves. */
  async function cancelled(when: () => Promise<unknown>, arrangement: Arrangement) {
    const controller = new AbortController();
    const testing = testElement(type, running, { ...server?.meeting, ...arrangement, signal: controller.signal });
    await when();
    controller.abort();
    return failed(await testing);
  }

  it.each<Fake>(['neverSettles', 'blocksItsThread'])('is cancelled at once with a fake driver that %s', async (fake) => {
    const begun = Promise.withResolvers<undefined>();
    const onEvent = (event: { readonly id: string; readonly status: string }): void => {
      if (event.id === 'resolve' && event.status === 'passed') begun.resolve(undefined);
    };
    const failure = await cancelled(() => begun.promise, { ...(await withDriver(type.driver, fake)), onEvent });
    expect(failure).toMatchObject({ code: 'cancelled', stage: type.kind === 'file' ? 'open' : 'lookup' });
  });

  it('leaves the next test a good worker', async () => {
    for (let count = 0; count < 3; count += 1) {
      await cancelled(() => Promise.resolve(), {});
      passed(await testElement(type, running));
    }
  });

  it.runIf(server !== undefined)('is cancelled while it reaches', async () => {
    const hole = await blackHole();
    const reaching = Promise.withResolvers<undefined>();
    const onEvent = (event: { readonly id: string }): void => {
      if (event.id === 'reach') reaching.resolve(undefined);
    };
    try {
      const failure = await cancelled(() => reaching.promise, { change: { host: hole.host, port: hole.port }, onEvent });
      expect(failure).toMatchObject({ code: 'cancelled', stage: 'reach' });
    } finally {
      await hole.stop();
    }
  });

  it.each(modesOf(subject))('closes its connection to a peer that says nothing, TLS mode %s', async (mode) => {
    const silent = await silentPeer();
    try {
      await cancelled(() => silent.connected(), { change: { host: silent.host, port: silent.port, 'tls.mode': mode } });
      await silent.allClosed();
      expect(silent.connectionsSeen()).toBeLessThanOrEqual(server?.connections ?? 1);
    } finally {
      await silent.stop();
    }
  });
});
