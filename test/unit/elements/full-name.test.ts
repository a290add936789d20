import { describe, expect, it } from 'vitest';
import { ELEMENT_SUFFIX, fileNameFor, fullNameOf } from '../../../src/elements/full-name';

describe('fullNameOf', () => {
  it.each([
    ['databases/orders.dbelement.json', 'databases.orders'],
    ['orders.dbelement.json', 'orders'],
    ['apps/shop/databases/orders.dbelement.json', 'apps.shop.databases.orders'],
    ['databases/orders.v2.dbelement.json', 'databases.orders.v2'],
    ['databases/订单.dbelement.json', 'databases.订单'],
    ['databases/orders', 'databases.orders'],
    ['.dbelement.json', '.dbelement.json'],
    ['databases/.dbelement.json', 'databases..dbelement.json'],
  ])('%s is %s', (path, name) => {
    expect(fullNameOf(path)).toBe(name);
  });
});

describe('fileNameFor', () => {
  it.each([
    ['Orders', 'orders'],
    ['Orders Archive', 'orders-archive'],
    ['  Orders / Archive!  ', 'orders-archive'],
    ['Zamówienia', 'zamówienia'],
    ['Cafe\u0301', 'café'],
    ['订单', '订单'],
    ['orders_2024', 'orders_2024'],
    ['../../etc/passwd', 'etc-passwd'],
    ['C:\\windows', 'c-windows'],
    ['a.b', 'a-b'],
    ['', 'database'],
    ['🛒', 'database'],
    ['---', 'database'],
  ])('%j gives %s', (title, name) => {
    expect(fileNameFor(title)).toBe(name + ELEMENT_SUFFIX);
  });
});
