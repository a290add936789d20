'use strict';
// A fake of the test worker: the job's `values.behave` says what it does.
const console = require('node:console');
const process = require('node:process');
const { parentPort } = require('node:worker_threads');

const send = (message) => parentPort.postMessage(JSON.stringify(message));
const passed = (number) => ({ number, events: [{ id: 'open', status: 'passed', milliseconds: 1 }], done: { product: 'Fake', version: String(number) } });

const behaviours = {
  pass: (number) => send(passed(number)),
  fail: (number) => send({ number, events: [], failed: { code: 'authentication-failed', stage: 'authenticate', driverCode: '1' } }),
  hang: (number) => send({ number, events: [{ id: 'reach', status: 'running', milliseconds: 0 }] }),
  load: (number) => {
    send({ number, events: [], loaded: true });
    behaviours.hang(number);
  },
  block: (number) => {
    send({ number, events: [{ id: 'query', status: 'running', milliseconds: 0 }] });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
  crash: () => {
    throw new Error('uncaught in the driver');
  },
  reject: () => {
    void Promise.reject(new Error('rejected in the driver'));
  },
  exit: () => process.exit(3),
  babble: (number) => {
    parentPort.postMessage({ number, events: [], done: {} });
    parentPort.postMessage('{');
    send({ number: number + 7, events: [], failed: { code: 'unknown', stage: 'open' } });
    send({ number, events: [{ id: 'nowhere', status: 'running', milliseconds: 0 }] });
    send(passed(number));
    send({ number, events: [{ id: 'query', status: 'running', milliseconds: 0 }], failed: { code: 'unknown', stage: 'query' } });
  },
  garble: (number) => send({ number, events: [], done: { product: 1 } }),
  misfail: (number) => send({ number, events: [], failed: { code: 'no-such-code', stage: 'open' } }),
  environment: (number) => {
    console.log('out');
    console.error('err');
    send({ number, events: [], done: { product: JSON.stringify(process.env), version: String(process.execArgv.length) } });
  },
};

parentPort.on('message', (message) => {
  const { number, job } = JSON.parse(message);
  behaviours[job.values.behave](number);
});
