// Prints what the shop has in stock. Its database is the element databases.catalog.
'use strict';
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { DatabaseSync } = require('node:sqlite');

const element = JSON.parse(readFileSync(path.join(__dirname, 'databases/catalog.dbelement.json'), 'utf8'));
const catalog = new DatabaseSync(path.join(__dirname, element.connection.file), { readOnly: true });

for (const { sku, name, price } of catalog.prepare('SELECT sku, name, price FROM product_in_stock ORDER BY sku').all()) {
  console.log(`${sku}  ${name.padEnd(20)} ${price.toFixed(2)}`);
}
catalog.close();
