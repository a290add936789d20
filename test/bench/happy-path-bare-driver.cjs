'use strict';
// What the test of a connection is measured against: the bare driver, warm in a worker of its own, doing connect, one
// query and close, as an application would.
const { parentPort } = require('node:worker_threads');

const drivers = {
  async postgresql({ connection, sql }) {
    const { Client } = require('pg');
    const client = new Client(connection);
    await client.connect();
    await client.query(sql);
    await client.end();
  },
  async mysql({ connection, sql }) {
    const mysql = require('mysql2/promise');
    const client = await mysql.createConnection(connection);
    await client.query(sql);
    await client.end();
  },
  async sqlite({ file, sql }) {
    const { DatabaseSync } = require('node:sqlite');
    const database = new DatabaseSync(file, { readOnly: true });
    database.prepare(sql).get();
    database.close();
  },
};

parentPort.on('message', (task) => {
  drivers[task.type](task).then(
    () => parentPort.postMessage({ ok: true }),
    (error) => parentPort.postMessage({ ok: false, message: error.message }),
  );
});
