import type { ElementTypes } from '../elements/parameter';
import type { DatabaseType } from './contract';
import { dm } from './dm/type';
import { mysql } from './mysql/type';
import { oracle } from './oracle/type';
import { postgresql } from './postgresql/type';
import { sqlite } from './sqlite/type';
import { sqlserver } from './sqlserver/type';

export interface DatabaseTypes extends ElementTypes {
  readonly all: readonly DatabaseType[];
  find(id: string): DatabaseType | undefined;
}

const types: readonly DatabaseType[] = [postgresql, mysql, sqlserver, oracle, dm, sqlite];
const byId = new Map(types.map((type) => [type.id, type]));

export const databaseTypes: DatabaseTypes = { all: types, find: (id) => byId.get(id) };
