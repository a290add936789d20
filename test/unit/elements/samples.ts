import { databaseTypes } from '../../../src/databases/registry';
import type { DatabaseType } from '../../../src/databases/contract';
import type { Element } from '../../../src/elements/element';
import { parseElement } from '../../../src/elements/parse';
import { findParameter, type ParameterDescription } from '../../../src/elements/parameter';

export const ID = '0b8f6c1e-5a43-4c55-9d0e-2f1a7c9b3d10';

/** The element of DESIGN's example, with a comment in each place where people put one. */
export const ORDERS = `// Business data
{
  "$schema": "https://example.test/dbelement.schema.json",
  "id": "${ID}",
  "type": "postgresql",
  "title": "Orders", // shown in the tree
  "description": "Business data of the shop",
  "connection": {
    /* differs by environment */
    "host": { "variable": "ORDERS_DB_HOST" },
    "port": 5432,
    "database": "orders",
    "user": { "variable": "ORDERS_DB_USER" },
    "password": { "keychain": true },
  },
  "tls": { "mode": "verify-full", "ca": "certs/ca.pem" },
  "pool": { "min": 0, "max": 10, "idleTimeoutMs": 30000, "acquireTimeoutMs": 10000 },
  "timeouts": { "connectMs": 10000 },
  "variables": {
    "ORDERS_DB_HOST": { "name": "Orders DB host", "description": "Where orders are kept", "default": "localhost", "required": true },
    "ORDERS_DB_USER": { "name": "Orders DB user", "required": true },
  },
}
`;

export function typeOf(id: string): DatabaseType {
  const type = databaseTypes.find(id);
  if (type === undefined) throw new Error(`There is no type ${id}.`);
  return type;
}

export const postgresql = typeOf('postgresql');

export function parameterOf(type: DatabaseType, key: string): ParameterDescription {
  const parameter = findParameter(type, key);
  if (parameter === undefined) throw new Error(`${type.id} has no parameter ${key}.`);
  return parameter;
}

/** An element of a JavaScript value; fails the test when the value has errors. */
export function elementOf(value: object): Element {
  const { element, problems } = parseElement(JSON.stringify({ id: ID, title: 'Orders', ...value }), databaseTypes);
  if (element === undefined) throw new Error(problems.map((problem) => problem.message).join('\n'));
  return element;
}
