import { expect, it } from 'vitest';
import { poolSettings } from '../../../../src/databases/pool';
import { poolFactsOf } from '../../../../src/diagnosis/pool-check/report';
import type { ServerConnections } from '../../../../src/diagnosis/pool-check/server-limit';

it.each<[ServerConnections, string | undefined]>([
  [{ allowed: 60, inUse: 3 }, '3 of 60 connections in use before'],
  [{ allowed: 60 }, '60 connections allowed'],
  [{ inUse: 3 }, undefined],
])('says of the server what it shows: %j', (connections, expected) => {
  const facts = poolFactsOf({ plan: { clients: 20, holdMs: 20, durationMs: 5000, instances: 1 }, settings: poolSettings({}), connections });
  expect(facts.find(({ label }) => label === 'Server')?.value).toBe(expected);
});
