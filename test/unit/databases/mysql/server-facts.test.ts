import { expect, it } from 'vitest';
import { factsQuery, serverFacts } from '../../../../src/databases/mysql/server-facts';

const connection = { address: '127.0.0.1:3306' };

it.each([
  ['10.11.6-MariaDB-log', 'Debian 12', 'MariaDB', '10.11.6'],
  ['8.4.0', 'MySQL Community Server - GPL', 'MySQL', '8.4.0'],
  ['8.0.36-28', 'Percona Server (GPL), Release 28', 'Percona Server', '8.0.36'],
  ['8.0.11-TiDB-v7.5.0', 'TiDB Server', 'TiDB', '8.0.11'],
  ['8.0.36-0ubuntu0.22.04.1', '(Ubuntu)', 'MySQL', '8.0.36'],
])('names the server of %s', (version, description, product, shown) => {
  expect(serverFacts({ version, description }, connection)).toEqual({ product, version: shown, address: connection.address });
});

it.each([
  ['5.5.5-10.11.6-MariaDB', 'information_schema'],
  ['5.6.51', 'information_schema'],
  ['5.7.44', 'performance_schema'],
  ['8.4.0', 'performance_schema'],
])('looks for the status of %s in %s', (version, schema) => {
  expect(factsQuery(version)).toContain(`${schema}.global_status`);
});
