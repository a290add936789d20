import type { Dialect } from '../../src/databases/dialect';

/**
 * The well-known shop of the sample databases (suppliers, categories, products, orders and their lines), with what makes
 * imports hard: composite keys and references to them, views, names with quotes, spaces and Chinese characters.
 */
export function storeStatements(dialect: Dialect): readonly string[] {
  const quoteName = (name: string) => dialect.quoteName(name);
  const [details, odd, customers] = [quoteName('Order Details'), quoteName('odd "name"; it\'s `x` ]'), quoteName('客户')];
  return [
    `CREATE TABLE categories (category_id integer NOT NULL PRIMARY KEY, category_name varchar(15) NOT NULL, description text)`,
    `CREATE INDEX category_name ON categories (category_name)`,
    `CREATE TABLE ${customers} (customer_id char(5) NOT NULL PRIMARY KEY, ${quoteName('公司 名称')} varchar(40) NOT NULL, phone varchar(24), credit numeric(10, 2) DEFAULT 0 NOT NULL)`,
    `CREATE TABLE products (product_id integer NOT NULL PRIMARY KEY, product_name varchar(40) NOT NULL UNIQUE, category_id integer, unit_price numeric(10, 2) DEFAULT 0, discontinued smallint DEFAULT 0 NOT NULL, note varchar(40) DEFAULT 'it''s "new"', FOREIGN KEY (category_id) REFERENCES categories (category_id))`,
    `CREATE TABLE shop_orders (order_id integer NOT NULL PRIMARY KEY, customer_id char(5) NOT NULL, order_date date, made timestamp DEFAULT CURRENT_TIMESTAMP NOT NULL, freight double precision, FOREIGN KEY (customer_id) REFERENCES ${customers} (customer_id))`,
    `CREATE INDEX shipped ON shop_orders (customer_id, order_date)`,
    `CREATE TABLE ${details} (order_id integer NOT NULL, product_id integer NOT NULL, quantity smallint NOT NULL, PRIMARY KEY (order_id, product_id), FOREIGN KEY (order_id) REFERENCES shop_orders (order_id), FOREIGN KEY (product_id) REFERENCES products (product_id))`,
    `CREATE TABLE ${odd} (${quoteName('a "b" c')} integer NOT NULL, line integer NOT NULL, ${quoteName('select')} varchar(10), PRIMARY KEY (line, ${quoteName('a "b" c')}), FOREIGN KEY (${quoteName('a "b" c')}, line) REFERENCES ${details} (order_id, product_id), UNIQUE (${quoteName('select')}, line))`,
    `CREATE VIEW ${quoteName('Products by Category')} AS SELECT p.product_name, c.category_name, p.unit_price FROM products p JOIN categories c ON c.category_id = p.category_id`,
  ];
}
